package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.mirror.Mirror;
import dev.ptex.transport.Part;
import dev.ptex.transport.ResponseObserver;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;

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

    TransportResponse open(Mirror mirror, Part part) throws TransportException {
        return transports.open(new TransportRequest(mirror.url(), headers, verified, part, observer));
    }
}
