package dev.ptex.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up; any number of threads may ask at once. */
@FunctionalInterface
public interface Resolver {
    /** The system's, with what it remembers. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a host, which may be an address itself. May wait for as long as it takes, also if interrupted. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
