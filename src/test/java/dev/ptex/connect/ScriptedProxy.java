package dev.ptex.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ptex.credential.Credential;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays one conversation over loopback; afterwards it says nothing more, and leaves the connection open. */
final class ScriptedProxy implements AutoCloseable {
    /** For proxies that do not speak it. */
    static final ProxyTls NO_TLS = proxy -> {
        throw new AssertionError("no TLS is spoken with " + proxy);
    };

    private static final int PATIENCE_SECONDS = 20;

    private final ServerSocket listener;
    private final FutureTask<String> play;
    private volatile Socket client = new Socket();

    /** A part of a conversation. */
    interface Step {
        void play(Socket client) throws IOException;
    }

    private ScriptedProxy(List<Step> steps) throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        play = new FutureTask<>(() -> play(steps), "played");
        Thread thread = new Thread(play, "scripted-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedProxy start(Step... steps) throws IOException {
        return new ScriptedProxy(List.of(steps));
    }

    /** Reads as many bytes as these, which must be these. */
    static Step hears(byte[]... parts) {
        byte[] expected = joined(parts);
        return client -> {
            byte[] heard = client.getInputStream().readNBytes(expected.length);
            if (!Arrays.equals(heard, expected)) {
                throw new AssertionError("heard " + shown(heard) + ", not " + shown(expected));
            }
        };
    }

    /** Reads what an HTTP client asks for, whatever it is. */
    static Step hearsHead() {
        return client -> {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = client.getInputStream().read();
                if (octet < 0) {
                    throw new AssertionError("heard only " + head);
                }
                head.append((char) octet);
            }
        };
    }

    /** In one write, so that its end is there when its beginning is read; not all of it need be heard. */
    static Step says(byte[]... parts) {
        return client -> {
            try {
                client.getOutputStream().write(joined(parts));
            } catch (SocketException e) {
                // The other side has left, which the next steps find out.
            }
        };
    }

    static Step hangsUp() {
        return Socket::close;
    }

    /** Waits for the other side to close the connection; what it left unread makes a reset of that. */
    static Step isLeft() {
        return client -> {
            int octet;
            try {
                octet = client.getInputStream().read();
            } catch (SocketException e) {
                octet = -1;
            }
            if (octet >= 0) {
                throw new AssertionError("heard " + octet + ", not the end");
            }
        };
    }

    static byte[] hex(String digits) {
        return HexFormat.ofDelimiter(" ").parseHex(digits);
    }

    static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    Proxy as(ProxyKind kind) {
        return new Proxy(kind, "127.0.0.1", listener.getLocalPort(), Optional.empty());
    }

    Proxy as(ProxyKind kind, String user, String password) {
        return new Proxy(kind, "127.0.0.1", listener.getLocalPort(), Optional.of(new Credential(user, password)));
    }

    /** Waits until all was played, and says what was not as it should be. */
    void awaitEnd() {
        try {
            play.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the conversation did not come to its end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        client.close();
    }

    private void play(List<Step> steps) {
        try {
            client = listener.accept();
            for (Step step : steps) {
                step.play(client);
            }
        } catch (IOException | AssertionError e) {
            close(client);
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String shown(byte[] octets) {
        return HexFormat.ofDelimiter(" ").formatHex(octets) + " \"" + new String(octets, ISO_8859_1) + "\"";
    }
}
