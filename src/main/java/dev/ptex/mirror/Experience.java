package dev.ptex.mirror;

import dev.ptex.url.Origin;

/**
 * How one origin has done in a download.
 *
 * @param rate in bytes per second
 * @param failed whether it has brought nothing, or the wrong bytes
 */
public record Experience(Origin origin, double rate, boolean failed) {}
