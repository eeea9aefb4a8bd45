package dev.ptex.transport;

import dev.ptex.header.ResponseObserver;
import dev.ptex.url.Url;
import java.util.Optional;

/**
 * What is asked of a transport.
 *
 * @param verified whether a hash will check the bytes, so that the way they come by need not be trusted
 * @param range what is wanted, if the transport and the other side can; nothing for the whole file
 * @param connection which of the download's connections asks, from 0: requests of one number share one where the
 *     protocol lets them, those of another number get a path of their own
 * @param observer is shown each reply's head
 * @param headOnly whether only what is said of the file is wanted; a transport that cannot tell that apart may send it
 */
public record TransportRequest(
        Url url,
        UserHeaders headers,
        boolean verified,
        Optional<Range> range,
        Condition condition,
        int connection,
        ResponseObserver observer,
        boolean headOnly) {

    /** A request for the file itself. */
    public TransportRequest(
            Url url,
            UserHeaders headers,
            boolean verified,
            Optional<Range> range,
            Condition condition,
            int connection,
            ResponseObserver observer) {
        this(url, headers, verified, range, condition, connection, observer, false);
    }
}
