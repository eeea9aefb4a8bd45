package dev.ptex.credential;

import dev.ptex.header.Header;
import java.util.List;

/** Headers that somebody else knows to be right for a request. */
public record GivenHeaders(List<Header> headers) implements Grant {
    public GivenHeaders {
        headers = List.copyOf(headers);
    }
}
