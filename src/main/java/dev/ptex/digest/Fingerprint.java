package dev.ptex.digest;

/**
 * What bytes turned out to be.
 *
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal
 */
public record Fingerprint(long size, String sha256) {}
