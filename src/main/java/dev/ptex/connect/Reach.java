package dev.ptex.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The first two steps of the way to a host, each on its own. Any number of threads may call it at once. */
public final class Reach {
    private final ConnectDiagnosis diagnosis = new ConnectDiagnosis();
    private final Lookup lookup;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    /** @param timeout for each step */
    public Reach(Resolver resolver, Duration timeout, LongSupplier nanoTime) {
        this.lookup = new Lookup(resolver);
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /** All addresses of a host; at least one. */
    public List<InetAddress> addresses(String host) throws DialException {
        return addresses(host, timeout);
    }

    /** The same within a limit that is shorter. */
    List<InetAddress> addresses(String host, Duration limit) throws DialException {
        return lookup.addresses(host, limit);
    }

    /** A connection to the first of the addresses that answers. */
    public SocketChannel connect(Target target, List<InetAddress> addresses) throws DialException {
        return connect(target, addresses, Deadline.after(timeout, nanoTime));
    }

    SocketChannel connect(Target target, List<InetAddress> addresses, Deadline deadline) throws DialException {
        List<InetSocketAddress> places = addresses.stream()
                .map(address -> new InetSocketAddress(address, target.port()))
                .toList();
        try {
            return new AddressRace(deadline, diagnosis).connect(places);
        } catch (IOException e) {
            throw diagnosis.of(e, target, timeout);
        }
    }
}
