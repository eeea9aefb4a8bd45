package dev.ptex.mirror;

/** In which order mirrors are tried. */
public enum MirrorOrder {
    LISTED,
    /** By what earlier runs have seen of them. */
    FASTEST,
    RANDOM
}
