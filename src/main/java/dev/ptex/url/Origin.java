package dev.ptex.url;

/**
 * Who answers at a URL (RFC 6454): credentials meant for one origin are never sent to another, and a different port is
 * a different origin (curl's CVE-2022-27774).
 */
public record Origin(String scheme, String host, int port) {
    // A record's own three methods are linked when they are first called, which takes the JVM 3 ms.

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && port == that.port
                && host.equals(that.host)
                && scheme.equals(that.scheme);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
