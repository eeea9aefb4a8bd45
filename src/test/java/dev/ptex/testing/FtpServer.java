package dev.ptex.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An FTP server on loopback, with files in memory, that remembers what it was told. */
public final class FtpServer implements AutoCloseable {
    public final Map<String, byte[]> files = new ConcurrentHashMap<>();
    public final List<String> commands = new CopyOnWriteArrayList<>();
    /** What is answered instead of what this server would, by command. */
    public final Map<String, String> replies = new ConcurrentHashMap<>();

    /** How many bytes of a file are sent. */
    public volatile int cutAfter = Integer.MAX_VALUE;

    private final ServerSocket listener;
    private final Optional<SSLContext> tls;
    private final boolean implicit;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param tls what it answers AUTH TLS with, or begins with if that is implicit */
    public FtpServer(Optional<SSLContext> tls, boolean implicit) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.implicit = implicit;
        workers.add(Worker.start("ftp-server", this::accept));
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        workers.forEach(Worker::interrupt);
        workers.forEach(Worker::join);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                workers.add(Worker.start("ftp-session", () -> new Session().serve(socket)));
            } catch (IOException e) {
                return;
            }
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket)
                tls.orElseThrow().getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /** One control connection. */
    private final class Session {
        private long offset;
        private boolean secure;
        private Optional<ServerSocket> passive = Optional.empty();
        private Socket control = new Socket();

        void serve(Socket accepted) {
            try {
                control = accepted;
                if (implicit) {
                    control = secured(control);
                }
                say("220 ready");
                BufferedReader lines = reader();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    commands.add(line);
                    answer(line);
                    if (line.startsWith("AUTH") && tls.isPresent()) {
                        control = secured(control);
                        lines = reader();
                    }
                }
            } catch (IOException e) {
                // The client has left, or the test is over.
            }
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        }

        private void say(String reply) throws IOException {
            OutputStream out = control.getOutputStream();
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private void answer(String line) throws IOException {
            int blank = line.indexOf(' ');
            String command = blank < 0 ? line : line.substring(0, blank);
            String argument = blank < 0 ? "" : line.substring(blank + 1);
            String instead = replies.get(command);
            if (instead != null) {
                say(instead);
                return;
            }
            switch (command) {
                case "USER" -> say("331 password");
                case "PASS" -> say("230 in");
                case "AUTH" -> say(tls.isPresent() ? "234 go on" : "502 no TLS here");
                case "PROT" -> {
                    secure = argument.equals("P");
                    say("200 ok");
                }
                case "TYPE", "PBSZ" -> say("200 ok");
                case "SIZE" ->
                    say(files.containsKey(argument) ? "213 " + files.get(argument).length : "550 no such file");
                case "MDTM" -> say(files.containsKey(argument) ? "213 20260102030405" : "550 no such file");
                case "REST" -> {
                    offset = Long.parseLong(argument);
                    say("350 from there");
                }
                case "EPSV" -> say("229 here (|||" + listen() + "|)");
                // An address of nobody, as behind a router that does not know of FTP.
                case "PASV" -> {
                    int port = listen();
                    say("227 here (192,0,2,1," + (port >> 8) + "," + (port & 0xff) + ")");
                }
                case "RETR" -> retrieve(argument);
                default -> say("502 what?");
            }
        }

        private int listen() throws IOException {
            ServerSocket data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            passive = Optional.of(data);
            return data.getLocalPort();
        }

        private void retrieve(String name) throws IOException {
            byte[] file = files.get(name);
            if (file == null) {
                say("550 Failed to open file.");
                return;
            }
            say("150 here it comes");
            int from = (int) offset;
            int end = Math.min(file.length, cutAfter);
            try (ServerSocket waiting = passive.orElseThrow();
                    Socket plain = waiting.accept();
                    Socket data = secure ? secured(plain) : plain) {
                sockets.add(plain);
                data.getOutputStream().write(file, from, Math.max(0, end - from));
            }
            say(cutAfter < file.length ? "426 broken off" : "226 done");
        }
    }

    /** What was told with this command. */
    public List<String> told(String command) {
        List<String> told = new ArrayList<>(commands);
        told.removeIf(line -> !line.startsWith(command + " "));
        return told.stream().map(line -> line.substring(command.length() + 1)).toList();
    }
}
