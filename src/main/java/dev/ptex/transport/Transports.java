package dev.ptex.transport;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the transport for a URL. Any number of threads may call it at once. */
@Singleton
public final class Transports {
    private final List<Transport> transports;

    @Inject
    Transports(Instance<Transport> transports) {
        this(transports.stream().toList());
    }

    public Transports(List<Transport> transports) {
        this.transports = List.copyOf(transports);
    }

    /**
     * The same as {@link Transport#open} of the URL's transport.
     *
     * @throws TransportException also if no transport speaks the URL's protocol
     */
    public TransportResponse open(TransportRequest request) throws TransportException {
        String scheme = request.url().scheme();
        for (Transport transport : transports) {
            if (transport.schemes().contains(scheme)) {
                return transport.open(request);
            }
        }
        String known = transports.stream()
                .flatMap(transport -> transport.schemes().stream())
                .sorted()
                .collect(Collectors.joining(", "));
        throw new TransportException("the protocol " + scheme + " is not supported; these are: " + known);
    }
}
