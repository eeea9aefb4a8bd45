package dev.ptex.parallel;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;

/** Asks a mirror for a part of the file. */
@FunctionalInterface
public interface Opening {
    Opened open(Mirror mirror, Part part) throws TransportException;
}
