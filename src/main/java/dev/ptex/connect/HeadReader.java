package dev.ptex.connect;

import dev.ptex.header.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what an HTTP proxy says before it passes bytes on: status lines and headers, as they come. */
final class HeadReader {
    private static final int MAX_SIZE = 64 * 1024;
    private static final String START = "HTTP/1.";

    private final ProxyStreams proxy;
    private int size;

    HeadReader(ProxyStreams proxy) {
        this.proxy = proxy;
    }

    /** @throws RefusedException at the first byte that no status line has there: other protocols may end no line */
    String statusLine() throws IOException, RefusedException {
        for (int i = 0; i < START.length(); i++) {
            if (read() != START.charAt(i)) {
                throw new RefusedException("does not speak HTTP");
            }
        }
        return START + line();
    }

    /** Passes over lines that are no headers: none of them has a say in whether there is a tunnel. */
    List<Header> headers() throws IOException, RefusedException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                unfold(headers, line.strip());
            } else if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    /** A header may go on in the next line, though none should (RFC 9112 section 5.2). */
    private static void unfold(List<Header> headers, String continuation) {
        if (!headers.isEmpty()) {
            Header last = headers.remove(headers.size() - 1);
            headers.add(new Header(last.name(), (last.value() + " " + continuation).strip()));
        }
    }

    String line() throws IOException, RefusedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = read(); octet != '\n'; octet = read()) {
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int read() throws IOException, RefusedException {
        size++;
        if (size > MAX_SIZE) {
            throw new RefusedException("sends headers without end");
        }
        return proxy.read();
    }
}
