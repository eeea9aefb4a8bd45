package dev.ptex.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a TLS server on loopback, and tells full handshakes from those that resume a session, by what is not
 * encrypted of the server's first flight: in TLS 1.3 whether its hello has taken the client's key (RFC 8446 section
 * 4.2.11), before that whether it shows a certificate.
 */
public final class TlsTap implements AutoCloseable {
    private static final int HANDSHAKE_RECORD = 22;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int PRE_SHARED_KEY = 41;
    private static final int SUPPORTED_VERSIONS = 43;

    private final ServerSocket listener;
    private final int target;
    private final byte[] greeting;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> flights = new CopyOnWriteArrayList<>();

    private TlsTap(int target, byte[] greeting) throws IOException {
        this.target = target;
        this.greeting = greeting.clone();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Forwards to a port of this machine. */
    public static TlsTap before(int target) throws IOException {
        return before(target, new byte[0]);
    }

    /** Forwards to a port of this machine, and says something to each client first. */
    public static TlsTap before(int target, byte[] greeting) throws IOException {
        TlsTap tap = new TlsTap(target, greeting);
        tap.workers.add(Worker.start("tls-tap", tap::accept));
        return tap;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Of each connection, in their order, whether a session was resumed. */
    public List<Boolean> resumed() {
        return flights.stream()
                .map(flight -> isResumed(handshake(flight.toByteArray())))
                .toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                ByteArrayOutputStream flight = new ByteArrayOutputStream();
                sockets.addAll(List.of(client, server));
                flights.add(flight);
                client.getOutputStream().write(greeting);
                workers.add(Worker.start("tls-tap-up", () -> forward(client, server, new ByteArrayOutputStream())));
                workers.add(Worker.start("tls-tap-down", () -> forward(server, client, flight)));
            }
        } catch (IOException e) {
            // It is being closed.
        }
    }

    private static void forward(Socket from, Socket to, ByteArrayOutputStream copy) {
        byte[] bytes = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                copy.write(bytes, 0, read);
                out.write(bytes, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them went away.
        }
    }

    /** The messages of the first records, as far as they are handshake's and not encrypted. */
    private static ByteBuffer handshake(byte[] flight) {
        ByteBuffer records = ByteBuffer.wrap(flight);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        while (records.hasRemaining() && records.get() == HANDSHAKE_RECORD) {
            records.getShort();
            byte[] payload = new byte[Short.toUnsignedInt(records.getShort())];
            records.get(payload);
            messages.writeBytes(payload);
        }
        return ByteBuffer.wrap(messages.toByteArray());
    }

    private static boolean isResumed(ByteBuffer handshake) {
        int head = handshake.getInt();
        if (head >>> 24 != SERVER_HELLO) {
            throw new AssertionError("the server has sent no hello");
        }
        ByteBuffer hello = handshake.slice(handshake.position(), head & 0xffffff);
        handshake.position(handshake.position() + hello.capacity());
        hello.position(2 + 32);
        hello.position(hello.position() + 1 + hello.get(hello.position()) + 2 + 1 + 2);
        boolean newer = false;
        boolean keyTaken = false;
        while (hello.hasRemaining()) {
            int extension = hello.getShort();
            hello.position(hello.position() + 2 + hello.getShort(hello.position()));
            newer |= extension == SUPPORTED_VERSIONS;
            keyTaken |= extension == PRE_SHARED_KEY;
        }
        return newer ? keyTaken : !handshake.hasRemaining() || handshake.get() != CERTIFICATE;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workers.forEach(Worker::join);
    }
}
