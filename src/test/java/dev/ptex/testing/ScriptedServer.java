package dev.ptex.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on loopback, over bare sockets, that answers as scripted and remembers what it was asked.
 *
 * <p>It is as good a proxy: a script for {@code http://host/path} answers in the host's place, and one for {@code
 * host:port} answers CONNECT, be it with {@link Reply#tunnelTo}. What is not scripted is answered with 404.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final String scheme;
    private final ServerSocket listener;
    private final Map<String, Function<RecordedRequest, Reply>> scripts = new ConcurrentHashMap<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final BlockingQueue<RecordedRequest> notTaken = new LinkedBlockingQueue<>();
    private final List<ScriptedConnection> connections = new ArrayList<>();
    private @Nullable Worker acceptor;
    private boolean closed;

    private ScriptedServer(String scheme, ServerSocketFactory sockets) {
        this.scheme = scheme;
        try {
            this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ScriptedServer start() {
        return new ScriptedServer("http", ServerSocketFactory.getDefault()).accepting();
    }

    /** Speaks TLS on every connection, also with the clients of a proxy. */
    public static ScriptedServer startTls(SSLContext context) {
        return startTls(context, listener -> {});
    }

    /** One that speaks this version of TLS and this cipher suite, and no other. */
    public static ScriptedServer startTls(SSLContext context, String protocol, String suite) {
        return startTls(context, listener -> {
            listener.setEnabledProtocols(new String[] {protocol});
            listener.setEnabledCipherSuites(new String[] {suite});
        });
    }

    /** @param settings is given the listener before it accepts anything */
    public static ScriptedServer startTls(SSLContext context, Consumer<SSLServerSocket> settings) {
        ScriptedServer server = new ScriptedServer("https", context.getServerSocketFactory());
        settings.accept((SSLServerSocket) server.listener);
        return server.accepting();
    }

    /**
     * Answers requests for this target with these replies, one after the other; the last one again and again.
     *
     * @param target as in the request line: a path with its query; the whole URL or host:port for a proxy
     */
    public ScriptedServer on(String target, Reply... replies) {
        if (replies.length == 0) {
            throw new IllegalArgumentException("no reply for " + target);
        }
        BlockingQueue<Reply> queue = new LinkedBlockingQueue<>(List.of(replies));
        return onRequest(target, request -> {
            synchronized (queue) {
                Reply first = queue.element();
                if (queue.size() > 1) {
                    queue.remove();
                }
                return first;
            }
        });
    }

    /** Answers requests for this target with what the script makes of them. */
    public ScriptedServer onRequest(String target, Function<RecordedRequest, Reply> script) {
        scripts.put(target, script);
        return this;
    }

    /** Has half of 2 MB come at once, and the rest 0.7 s later, when progress is worth showing. */
    public ScriptedServer onSlowly(String target) {
        return onRequest(target, request -> {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(gate::countDown);
            return Reply.ok(new byte[2_000_000]).pauseAfter(1_000_000, gate);
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of a target on this server, with 127.0.0.1 as the host. */
    public String url(String target) {
        return scheme + "://" + authority() + target;
    }

    /** Host and port, as in a CONNECT to this server. */
    public String authority() {
        return "127.0.0.1:" + port();
    }

    /** All requests so far, in the order in which they came. */
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The first request that was not taken yet; waits for it. */
    public RecordedRequest takeRequest() {
        try {
            RecordedRequest request = notTaken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no further request came; so far: " + requests());
            }
            return request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a request", e);
        }
    }

    /** How many connections were accepted so far, also those without a request. */
    public int connections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    /** Closes every connection, stalled ones too, and waits until all threads have ended. */
    @Override
    public void close() {
        List<ScriptedConnection> open;
        synchronized (connections) {
            closed = true;
            open = List.copyOf(connections);
        }
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(ScriptedConnection::close);
        Objects.requireNonNull(acceptor).join();
        open.forEach(ScriptedConnection::join);
    }

    /** Remembers the request, and looks up its reply. */
    Reply answer(RecordedRequest request) {
        synchronized (requests) {
            requests.add(request);
            notTaken.add(request);
        }
        Function<RecordedRequest, Reply> script = scripts.get(request.target());
        return script == null ? Reply.status(404).reason("Not Found") : script.apply(request);
    }

    private ScriptedServer accepting() {
        acceptor = Worker.start("scripted-server", this::accept);
        return this;
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                synchronized (connections) {
                    ScriptedConnection connection = new ScriptedConnection(this, socket, connections.size() + 1);
                    if (closed) {
                        connection.close();
                        return;
                    }
                    connections.add(connection);
                    connection.start();
                }
            } catch (IOException e) {
                return;
            }
        }
    }
}
