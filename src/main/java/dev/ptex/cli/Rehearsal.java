package dev.ptex.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fetches one small file from a server of its own, so that the JVM sees which classes a fetch needs.
 *
 * <p>The launcher runs this, if it is asked for a class-data archive and there is none. An archive that has seen no reply
 * over HTTP lacks half of the classes: it saves a quarter of a fetch's processor time, this one half.
 */
public final class Rehearsal {
    private static final String BODY = "hello";
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private Rehearsal() {}

    /**
     * @param args a directory to write into; nothing stays there
     */
    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server), "rehearsal");
        thread.setDaemon(true);
        thread.start();
        Path manifest = Files.writeString(Path.of(args[0], "lift.json"), manifest(server.getLocalPort()));
        manifest.toFile().deleteOnExit();
        Startup.main(new String[] {manifest.toString(), "file"});
    }

    /** With TLS first, which this server does not speak: that takes ptex as far as a handshake without certificate. */
    private static String manifest(int port) {
        String address = "://127.0.0.1:" + port + "/file\"";
        return "{\"ptex\": {\"file\": \"https" + address + "}, \"ptex-mirrors\": {\"file\": [\"http" + address
                + "]}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"file\", \"size\": " + BODY.length()
                + ", \"hash\": \"" + SHA256 + "\"}]}}}";
    }

    private static void serve(ServerSocket server) {
        while (true) {
            try (Socket connection = server.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The next one may get through; ptex ends when none does.
            }
        }
    }

    private static void answer(Socket connection) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        String line = request.readLine();
        if (line == null || !line.startsWith("GET ")) {
            return;
        }
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        String reply = "HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        connection.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
    }
}
