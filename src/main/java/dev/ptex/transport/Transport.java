package dev.ptex.transport;

import java.util.Set;

/**
 * Opens files over one family of protocols. To add one: implement this, and subclass the contract suite. Any number of
 * threads may call it at once.
 */
public interface Transport {
    /** The URL schemes that it understands, in lower case. */
    Set<String> schemes();

    /**
     * Asks for a file, and returns when its first byte can be read. An interrupt ends the wait with a failure, and stays
     * pending.
     *
     * @throws TransportException if there is no such file, or no way to it
     */
    TransportResponse open(TransportRequest request) throws TransportException;
}
