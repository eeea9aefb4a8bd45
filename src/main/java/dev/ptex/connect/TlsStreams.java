package dev.ptex.connect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** TLS over a proxy's bytes, for as long as they are read by a thread that waits. */
final class TlsStreams {
    private final TlsRecords records;
    private final ProxyStreams wire;

    TlsStreams(TlsRecords records, ProxyStreams wire) {
        this.records = records;
        this.wire = wire;
    }

    /** Makes the handshake, and the streams behind it. */
    ProxyStreams open() throws IOException {
        records.begin();
        wire.send(records.sent());
        while (records.isHandshaking()) {
            receive();
        }
        return new ProxyStreams(wire.socket(), new Input(), new Output(), wire.deadline());
    }

    private void receive() throws IOException {
        byte[] bytes = wire.readSome();
        try {
            records.receive(ByteBuffer.wrap(bytes));
        } finally {
            // Also the alert that says why it ends.
            wire.send(records.sent());
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            int octet = records.next();
            while (octet < 0) {
                if (records.isOver()) {
                    throw new EOFException();
                }
                receive();
                octet = records.next();
            }
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            bytes[offset] = (byte) read();
            return 1;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            records.say(ByteBuffer.wrap(bytes, offset, length));
            wire.send(records.sent());
        }
    }
}
