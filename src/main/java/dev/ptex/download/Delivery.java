package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * A file that was delivered whole.
 *
 * @param hosts those that have brought bytes of it in this run, as they are written in the URLs
 * @param surprise what the bytes are, if their hash is right and the manifest's size is not
 */
public record Delivery(List<String> hosts, Optional<Fingerprint> surprise) {}
