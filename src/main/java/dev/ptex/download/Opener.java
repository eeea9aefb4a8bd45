package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.header.ResponseObserver;
import dev.ptex.mirror.Mirror;
import dev.ptex.parallel.Opened;
import dev.ptex.parallel.Part;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens a request's mirrors: the user's headers are for one origin only. */
final class Opener {
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

    Opened open(Mirror mirror, Part part) throws TransportException {
        TransportResponse response;
        try {
            response = transports.open(request(mirror, part));
        } catch (TransportException e) {
            if (e.kind() != TransportException.Kind.OTHER && part.isPartial()) {
                // What comes is not what was asked for, or the file is another one now: begin anew, once.
                return open(mirror, Part.WHOLE);
            }
            throw e;
        }
        if (response instanceof TransportResponse.Whole whole) {
            return new Opened(0, whole.total(), whole.validator(), whole.rangesServed(), whole.body());
        }
        if (!fits((TransportResponse.Part) response, part)) {
            close(response);
            return open(mirror, Part.WHOLE);
        }
        OptionalLong end = ((TransportResponse.Part) response).range().to();
        OptionalLong length = response.total().isPresent() ? response.total() : end;
        return new Opened(part.offset(), length, response.validator(), true, response.body());
    }

    private static void close(TransportResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // Nobody wants it.
        }
    }

    private TransportRequest request(Mirror mirror, Part part) {
        if (!part.isPartial()) {
            return new TransportRequest(mirror.url(), headers, verified, Optional.empty(), Condition.NONE, 0, observer);
        }
        Range range = new Range(part.offset(), part.end());
        Condition condition =
                part.validator().<Condition>map(Condition::ifRange).orElse(Condition.NONE);
        return new TransportRequest(mirror.url(), headers, verified, Optional.of(range), condition, 0, observer);
    }

    /** As far as it was asked to, and of a file of the same length. */
    private static boolean fits(TransportResponse.Part response, Part part) {
        OptionalLong end = response.range().to();
        if (part.end().isPresent()) {
            return end.equals(part.end()) && response.total().equals(part.total());
        }
        boolean toTheEnd = response.total().isEmpty() || response.total().equals(end);
        return toTheEnd && (part.total().isEmpty() || part.total().equals(end));
    }
}
