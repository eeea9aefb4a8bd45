package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import java.util.Optional;

/**
 * A file that was delivered whole.
 *
 * @param surprise what the bytes are, if their hash is right and the manifest's size is not
 */
public record Delivery(Optional<Fingerprint> surprise) {}
