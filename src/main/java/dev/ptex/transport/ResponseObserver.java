package dev.ptex.transport;

/** Is shown the head of each reply on the way to a file: proxies', redirects' and the last one. */
@FunctionalInterface
public interface ResponseObserver {
    void received(ResponseHead head);
}
