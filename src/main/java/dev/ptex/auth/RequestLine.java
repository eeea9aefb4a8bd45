package dev.ptex.auth;

/**
 * What is asked for, as far as Digest proves that it was (RFC 7616 section 3.4).
 *
 * @param target as it stands in the request's first line
 */
public record RequestLine(String method, String target) {}
