package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.Part;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;

/** Asks a mirror for a part of the file. */
@FunctionalInterface
public interface Opening {
    TransportResponse open(Mirror mirror, Part part) throws TransportException;
}
