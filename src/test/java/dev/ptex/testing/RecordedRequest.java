package dev.ptex.testing;

import java.util.List;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param connection which of the server's connections it came over, counted from 1
 * @param line the request line, verbatim
 * @param headerLines the header lines, verbatim and in order
 */
public record RecordedRequest(int connection, String line, List<String> headerLines) {
    public RecordedRequest {
        headerLines = List.copyOf(headerLines);
    }

    public String method() {
        return line.substring(0, Math.max(0, line.indexOf(' ')));
    }

    /** The request target: a path and query, the whole URL for a plain proxy, or host and port for CONNECT. */
    public String target() {
        int start = line.indexOf(' ') + 1;
        int end = line.lastIndexOf(' ');
        return end < start ? line.substring(start) : line.substring(start, end);
    }

    /** The names as they were written, in order. */
    public List<String> headerNames() {
        return headerLines.stream().map(RecordedRequest::name).toList();
    }

    /** The values of all headers of this name, whatever its case. */
    public List<String> headers(String name) {
        return headerLines.stream()
                .filter(header -> name(header).equalsIgnoreCase(name))
                .map(header -> header.substring(header.indexOf(':') + 1).strip())
                .toList();
    }

    /** The value of the first header of this name, whatever its case. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    private static String name(String header) {
        int colon = header.indexOf(':');
        return colon < 0 ? header : header.substring(0, colon);
    }
}
