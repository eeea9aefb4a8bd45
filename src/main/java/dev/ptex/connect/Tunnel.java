package dev.ptex.connect;

import dev.ptex.credential.Credential;
import dev.ptex.transport.Header;
import dev.ptex.transport.ResponseHead;
import dev.ptex.transport.ResponseObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an HTTP proxy for a tunnel (RFC 9110 section 9.3.6). */
final class Tunnel implements Handshake {
    private static final int MAX_HEAD = 64 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");

    private final Optional<Credential> credential;
    private final String userAgent;
    private final ResponseObserver observer;

    Tunnel(Optional<Credential> credential, String userAgent, ResponseObserver observer) {
        this.credential = credential;
        this.userAgent = userAgent;
        this.observer = observer;
    }

    @Override
    public void perform(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        proxy.send(request(target).getBytes(StandardCharsets.ISO_8859_1));
        int status;
        ResponseHead head;
        do {
            head = readHead(proxy);
            status = status(head.statusLine());
        } while (status < 200);
        observer.received(head);
        if (status >= 300) {
            throw new RefusedException(
                    "answered " + head.statusLine().replaceFirst("\\S+ ", "") + " when asked for " + target,
                    status == 407);
        }
    }

    private String request(Target target) {
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        credential.ifPresent(known ->
                request.append("Proxy-Authorization: ").append(known.basic()).append("\r\n"));
        // Proxy-Connection is no standard, but old proxies hang up without it, and curl sends it.
        return request.append("User-Agent: ")
                .append(userAgent)
                .append("\r\nProxy-Connection: Keep-Alive\r\n\r\n")
                .toString();
    }

    private static int status(String statusLine) throws RefusedException {
        Matcher matcher = STATUS_LINE.matcher(statusLine);
        if (!matcher.matches()) {
            throw new RefusedException("does not speak HTTP");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static ResponseHead readHead(ProxyStreams proxy) throws IOException, RefusedException {
        String statusLine = null;
        List<Header> headers = new ArrayList<>();
        int size = 0;
        while (true) {
            String line = readLine(proxy, MAX_HEAD - size);
            size += line.length() + 2;
            if (statusLine == null) {
                statusLine = line;
                status(line);
            } else if (line.isEmpty()) {
                return new ResponseHead(statusLine, headers);
            } else {
                int colon = Math.max(0, line.indexOf(':'));
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
    }

    private static String readLine(ProxyStreams proxy, int limit) throws IOException, RefusedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = proxy.read(); octet != '\n'; octet = proxy.read()) {
            if (line.size() >= limit) {
                throw new RefusedException("sends headers without end");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
