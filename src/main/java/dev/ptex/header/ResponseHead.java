package dev.ptex.header;

import java.util.List;

/** A reply's status line and headers, in the order and spelling in which they came. */
public record ResponseHead(String statusLine, List<Header> headers) {
    public ResponseHead {
        headers = List.copyOf(headers);
    }
}
