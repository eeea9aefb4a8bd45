package dev.ptex.plan;

import dev.ptex.mirror.Mirror;
import java.util.Optional;

/**
 * A mirror that was tried in vain.
 *
 * @param reason one lower-case phrase, without secrets, with the place if a redirect had led away from the mirror's URL
 */
public record Attempt(Mirror mirror, String reason, Optional<String> hint) {}
