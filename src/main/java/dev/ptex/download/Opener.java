package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.header.ResponseObserver;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;
import java.util.Optional;

/** Opens a request's mirrors: the user's headers are for one origin only. Any number of threads may do so at once. */
final class Opener implements Transfer.Opener {
    private final Transports transports;
    private final UserHeaders headers;
    private final boolean verified;
    private final ResponseObserver observer;

    Opener(Transports transports, DownloadRequest request, ResponseObserver observer) {
        this.transports = transports;
        this.headers = new UserHeaders(request.headers(), request.home());
        this.verified = request.expectation().map(Expectation::hasSha256).orElse(false);
        this.observer = observer;
    }

    @Override
    public TransportResponse open(int connection, Request request) throws TransportException {
        return transports.open(new TransportRequest(
                request.source().mirror().url(),
                headers,
                verified,
                request.whole() ? Optional.empty() : Optional.of(range(request.segment())),
                request.version()
                        .map(version -> request.orWhole() ? Condition.ifRange(version) : Condition.ifMatch(version))
                        .orElse(Condition.NONE),
                connection,
                observer));
    }

    private static Range range(Segment segment) {
        return segment.to() == Segment.OPEN ? Range.rest(segment.from()) : Range.of(segment.from(), segment.to());
    }
}
