package dev.ptex.download;

import dev.ptex.transport.Range;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Validator;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Serves {@code mem://host/} from memory, and remembers what was asked for. */
final class MemoryTransport implements Transport {
    /** Opens one host's file. */
    interface Opening {
        TransportResponse open() throws TransportException;
    }

    final List<TransportRequest> requests = new ArrayList<>();
    private final Map<String, Opening> hosts = new HashMap<>();

    MemoryTransport serve(String host, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return serve(
                host,
                () -> new TransportResponse.Whole(
                        OptionalLong.of(bytes.length), Optional.empty(), false, new ByteArrayInputStream(bytes)));
    }

    MemoryTransport serve(String host, Opening opening) {
        hosts.put(host, opening);
        return this;
    }

    /** A body without announced length. */
    static TransportResponse unannounced(InputStream body) {
        return new TransportResponse.Whole(OptionalLong.empty(), Optional.empty(), false, body);
    }

    /** A body that breaks off after some bytes. */
    static TransportResponse broken(String beginning) {
        return broken(beginning, Optional.empty());
    }

    static TransportResponse broken(String beginning, String version) {
        return broken(beginning, Optional.of(new Validator(version)));
    }

    private static TransportResponse broken(String beginning, Optional<Validator> version) {
        InputStream end = new InputStream() {
            @Override
            public int read() throws TransportException {
                throw TransportException.passing("the connection was closed");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws TransportException {
                throw TransportException.passing("the connection was closed");
            }
        };
        return new TransportResponse.Whole(
                OptionalLong.of(5), version, false, new SequenceInputStream(bytes(beginning), end));
    }

    /** What is left of a five byte file from an offset on. */
    static TransportResponse rest(long offset, String rest, String version) {
        Optional<Validator> validator = Optional.of(new Validator(version));
        return offset == 0
                ? new TransportResponse.Whole(OptionalLong.of(5), validator, false, bytes(rest))
                : new TransportResponse.Part(Range.of(offset, 5), OptionalLong.of(5), validator, bytes(rest));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("mem");
    }

    @Override
    public TransportResponse open(TransportRequest request) throws TransportException {
        requests.add(request);
        Opening opening = hosts.get(request.url().host());
        if (opening == null) {
            throw new TransportException("no such file");
        }
        return opening.open();
    }
}
