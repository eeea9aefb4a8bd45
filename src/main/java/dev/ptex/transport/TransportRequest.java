package dev.ptex.transport;

import dev.ptex.url.Url;

/**
 * What is asked of a transport.
 *
 * @param verified whether a hash will check the bytes, so that the way they come by need not be trusted
 * @param part what to send, if the transport and the other side can; the response says whether they did
 * @param observer is shown each reply's head
 */
public record TransportRequest(Url url, UserHeaders headers, boolean verified, Part part, ResponseObserver observer) {
    /** The same request, for the whole file. */
    public TransportRequest fromTheStart() {
        return new TransportRequest(url, headers, verified, Part.WHOLE, observer);
    }
}
