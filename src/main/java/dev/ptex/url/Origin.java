package dev.ptex.url;

/**
 * Who answers at a URL (RFC 6454): credentials meant for one origin are never sent to another, and a different port is
 * a different origin (curl's CVE-2022-27774).
 */
public record Origin(String scheme, String host, int port) {}
