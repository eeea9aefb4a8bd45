package dev.ptex.transport.ftp;

import dev.ptex.testing.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on loopback whose TLS handshake never ends. */
final class SlowTls implements AutoCloseable {
    /** What comes of the handshake. */
    enum Manner {
        SILENT,
        /** A record that would be whole in a quarter of an hour. */
        TRICKLE
    }

    private static final byte[] RECORD_HEADER = {0x16, 0x03, 0x03, 0x3f, (byte) 0xff};

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Worker worker;

    /** @param greeting what is said in the clear before, and before the client asks for TLS; empty for implicit TLS */
    SlowTls(String greeting, Manner manner) throws IOException {
        this.worker = Worker.start("slow-tls", () -> serve(greeting, manner));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(String greeting, Manner manner) {
        try (Socket socket = listener.accept()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(greeting.getBytes(StandardCharsets.US_ASCII));
            if (!greeting.isEmpty()) {
                in.readNBytes("AUTH TLS\r\n".length());
                out.write("234 go on\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            // The beginning of the client's handshake: what came before it would be lost.
            in.read();
            if (manner == Manner.TRICKLE) {
                out.write(RECORD_HEADER);
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(0);
                    Thread.sleep(50);
                }
            }
            while (in.read() >= 0) {
                // The client waits for an answer.
            }
        } catch (IOException | InterruptedException e) {
            // The client has left, or the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        worker.interrupt();
        worker.join();
    }
}
