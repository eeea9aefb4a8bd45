package dev.ptex.transport;

import dev.ptex.url.Url;

/**
 * What is asked of a transport.
 *
 * @param verified whether a hash will check the bytes, so that the way they come by need not be trusted
 * @param observer is shown each reply's head
 */
public record TransportRequest(Url url, UserHeaders headers, boolean verified, ResponseObserver observer) {}
