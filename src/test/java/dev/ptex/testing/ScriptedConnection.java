package dev.ptex.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** One connection to a {@link ScriptedServer}: reads requests and plays their replies. */
final class ScriptedConnection {
    private final ScriptedServer server;
    private final Socket socket;
    private final int number;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();

    ScriptedConnection(ScriptedServer server, Socket socket, int number) {
        this.server = server;
        this.socket = socket;
        this.number = number;
    }

    void start() {
        workers.add(Worker.start("scripted-connection-" + number, this::serve));
    }

    /** Ends every wait of the connection's threads: those for bytes, and those for a gate. */
    void close() {
        close(socket);
        workers.forEach(Worker::interrupt);
    }

    void join() {
        workers.forEach(Worker::join);
    }

    private void serve() {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            Optional<RecordedRequest> request = read(in);
            while (request.isPresent() && play(server.answer(request.get()), request.get(), in, out)) {
                request = read(in);
            }
        } catch (IOException e) {
            // The client went away, or refused our certificate: its own result tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<RecordedRequest> read(InputStream in) throws IOException {
        String line = readLine(in);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<String> headers = new ArrayList<>();
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            headers.add(header);
        }
        return Optional.of(new RecordedRequest(number, line, headers));
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Returns whether the connection is good for another request. */
    private boolean play(Reply reply, RecordedRequest request, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        reply.headGate().await();
        out.write(reply.head());
        out.flush();
        if (reply.tunnelPort().isPresent()) {
            tunnel(reply.tunnelPort().getAsInt(), in, out);
        } else if (!request.method().equals("HEAD")) {
            playBody(reply, out);
        }
        switch (reply.ending()) {
            // With no time to linger, close discards what is unsent and sends a reset.
            case RESET -> socket.setSoLinger(true, 0);
            case CLOSE_NOTIFY -> {
                socket.shutdownOutput();
                new CountDownLatch(1).await();
            }
            case STALL -> new CountDownLatch(1).await();
            case CLOSE, KEEP_ALIVE -> {}
        }
        return reply.ending() == Reply.Ending.KEEP_ALIVE;
    }

    private static void playBody(Reply reply, OutputStream out) throws IOException, InterruptedException {
        int sent = 0;
        while (sent < reply.length()) {
            if (sent == reply.pauseAfter()) {
                reply.bodyGate().await();
            }
            int stop = sent < reply.pauseAfter() ? Math.min(reply.pauseAfter(), reply.length()) : reply.length();
            int end = sent + Math.min(stop - sent, reply.chunkSize());
            playPart(reply, reply.bytes(sent, end), out);
            sent = end;
        }
        if (reply.isChunked() && reply.isWhole()) {
            out.write(ascii("0\r\n\r\n"));
        }
        out.flush();
    }

    private static void playPart(Reply reply, byte[] part, OutputStream out) throws IOException {
        if (reply.isChunked()) {
            out.write(ascii(Integer.toHexString(part.length) + "\r\n"));
        }
        out.write(part);
        if (reply.isChunked()) {
            out.write(ascii("\r\n"));
        }
        out.flush();
    }

    /** Lasts until the target closes its side. */
    private void tunnel(int port, InputStream in, OutputStream out) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            workers.add(Worker.start("scripted-tunnel-" + number, () -> forward(in, target)));
            target.getInputStream().transferTo(out);
        }
    }

    private static void forward(InputStream from, Socket target) {
        try {
            from.transferTo(target.getOutputStream());
            target.shutdownOutput();
        } catch (IOException e) {
            close(target);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Broken already: it is gone either way.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
