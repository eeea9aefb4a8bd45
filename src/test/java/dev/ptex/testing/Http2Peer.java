package dev.ptex.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** An HTTP/2 server over TLS on loopback that sends the frames that a script says, and understands only their borders. */
public final class Http2Peer implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();
    private static final int LARGEST_FRAME = 16 * 1024;

    private final SSLServerSocket listener;
    private final Script script;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** Answers a request; the stream's methods send frames. */
    @FunctionalInterface
    public interface Script {
        void answer(Stream stream) throws IOException;
    }

    /** One request, of which only its number is known: 1, 3, 5. */
    public record Stream(int id, int number, OutputStream out, Socket socket) {
        /** Sends a head with these fields, each with its value behind it. */
        public Stream head(int status, String... fields) throws IOException {
            return head(END_HEADERS, status, fields);
        }

        /** Sends a head and nothing else. */
        public Stream onlyHead(int status, String... fields) throws IOException {
            return head(END_HEADERS | END_STREAM, status, fields);
        }

        private Stream head(int flags, int status, String... fields) throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            literal(block, ":status", Integer.toString(status));
            for (int i = 0; i < fields.length; i += 2) {
                literal(block, fields[i], fields[i + 1]);
            }
            frame(out, HEADERS, flags, id, block.toByteArray());
            return this;
        }

        /** RFC 7541 section 6.2.2, without compression. */
        private static void literal(ByteArrayOutputStream block, String name, String value) {
            block.write(0);
            for (String text : List.of(name, value)) {
                block.write(text.length());
                block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        public Stream data(byte[] bytes) throws IOException {
            for (int from = 0; from < bytes.length; from += LARGEST_FRAME) {
                int to = Math.min(bytes.length, from + LARGEST_FRAME);
                frame(out, DATA, 0, id, java.util.Arrays.copyOfRange(bytes, from, to));
            }
            return this;
        }

        public Stream end() throws IOException {
            frame(out, DATA, END_STREAM, id, new byte[0]);
            return this;
        }

        public Stream reset(int code) throws IOException {
            frame(out, RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(code).array());
            return this;
        }

        /** @param last the last stream that is answered */
        public Stream goAway(int last) throws IOException {
            frame(
                    out,
                    GOAWAY,
                    0,
                    0,
                    ByteBuffer.allocate(8).putInt(last).putInt(0).array());
            return this;
        }

        public void close() throws IOException {
            socket.close();
        }
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
        parameters.setApplicationProtocols(new String[] {"h2"});
        listener.setSSLParameters(parameters);
    }

    public static Http2Peer start(SSLContext context, Script script) {
        Http2Peer peer = new Http2Peer(context, script);
        peer.workers.add(Worker.start("http2-peer", peer::accept));
        return peer;
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
                SSLSocket socket = (SSLSocket) listener.accept();
                accepted.add(socket);
                workers.add(Worker.start("http2-connection", () -> serve(socket)));
            }
        } catch (IOException e) {
            // It is being closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readFully(new byte[PREFACE]);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                in.readFully(new byte[length]);
                if (type == SETTINGS && flags == 0) {
                    frame(out, SETTINGS, ACK, 0, new byte[0]);
                } else if (type == HEADERS) {
                    script.answer(new Stream(stream, requests.incrementAndGet(), out, socket));
                }
            }
        } catch (IOException e) {
            // The client went away, or the script closed.
        }
    }

    private static synchronized void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
        out.flush();
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
