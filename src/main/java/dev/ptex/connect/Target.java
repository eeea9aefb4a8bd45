package dev.ptex.connect;

/**
 * Where a connection is to lead.
 *
 * @param host a name or an address, without brackets
 */
public record Target(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
