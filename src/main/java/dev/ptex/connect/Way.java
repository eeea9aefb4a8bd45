package dev.ptex.connect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * A connection that leads to a target.
 *
 * @param channel connected and blocking
 * @param tls what all of its bytes go through, if it leads through a proxy that is spoken to in TLS
 */
public record Way(SocketChannel channel, Optional<TlsRecords> tls) implements Closeable {
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
