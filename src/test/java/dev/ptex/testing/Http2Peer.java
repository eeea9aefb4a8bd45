package dev.ptex.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/2 server over TLS on loopback that sends the frames that a script says, within the client's windows. Who wants
 * HTTP/1.1 gets a reply of five bytes.
 */
public final class Http2Peer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final Script script;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile List<Integer> mostStreams = List.of();

    /** Answers a request, on a thread of its own. */
    @FunctionalInterface
    public interface Script {
        void answer(Http2Stream stream) throws IOException;
    }

    private Http2Peer(SSLContext context, Script script) {
        this.script = script;
        try {
            listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        listener.setSSLParameters(parameters);
    }

    public static Http2Peer start(SSLContext context, Script script) {
        Http2Peer peer = new Http2Peer(context, script);
        peer.workers.add(Worker.start("http2-peer", peer::accept));
        return peer;
    }

    /**
     * How many streams its further connections let be open at once: at first, and then as soon as the client has seen that
     * (RFC 9113 section 6.5.2).
     */
    public Http2Peer mostStreams(Integer... counts) {
        mostStreams = List.of(counts);
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return accepted.size();
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.add(socket);
                workers.add(Worker.start("http2-connection", () -> serve(socket)));
            }
        } catch (IOException e) {
            // It is being closed.
        }
    }

    private void serve(Socket socket) {
        try {
            if (!isHttp2((SSLSocket) socket)) {
                answerOlder(socket);
                return;
            }
            Http2Connection connection = new Http2Connection(socket, mostStreams);
            connection.serve((head, id) -> {
                Http2Stream stream = new Http2Stream(id, requests.incrementAndGet(), head, connection);
                workers.add(Worker.start("http2-stream", () -> answer(stream)));
            });
        } catch (IOException e) {
            // The client went away, or the script closed.
        }
    }

    private static boolean isHttp2(SSLSocket socket) throws IOException {
        socket.startHandshake();
        return socket.getApplicationProtocol().equals("h2");
    }

    private static void answerOlder(Socket socket) throws IOException {
        socket.getInputStream().read(new byte[10_000]);
        String reply = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nolder";
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        socket.close();
    }

    private void answer(Http2Stream stream) {
        try {
            script.answer(stream);
        } catch (IOException e) {
            // The client went away.
        }
    }

    @Override
    public void close() {
        List<Socket> open = new ArrayList<>(accepted);
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        workers.forEach(Worker::join);
    }
}
