package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.header.Octets;
import dev.ptex.header.ResponseHead;
import dev.ptex.transport.Validator;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a server answered.
 *
 * @param reason the status' words
 * @param length of the body in bytes, where the server says it
 * @param acceptsRanges whether it says that it serves parts (RFC 9110 section 14.3)
 * @param transferCodings what the body was encoded with for the way, beside chunked (RFC 9112 section 7)
 */
record Reply(
        int status,
        String reason,
        ResponseHead head,
        Optional<String> location,
        OptionalLong length,
        Optional<ContentRange> contentRange,
        Optional<Validator> validator,
        Optional<Duration> retryAfter,
        boolean acceptsRanges,
        List<String> transferCodings,
        ResponseBody body) {
    private static final int NO_CONTENT = 204;
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    static Reply of(HttpClientResponse response, ResponseBody body) {
        return new Reply(
                response.statusCode(),
                Octets.text(response.statusMessage()),
                head(response),
                header(response, "Location"),
                length(response),
                header(response, "Content-Range").flatMap(ContentRange::parse),
                Validator.of(header(response, "ETag"), header(response, "Last-Modified"), header(response, "Date")),
                header(response, "Retry-After").flatMap(text -> RetryAfter.parse(text, Instant.now())),
                header(response, "Accept-Ranges")
                        .filter(unit -> unit.strip().equalsIgnoreCase("bytes"))
                        .isPresent(),
                transferCodings(response),
                body);
    }

    static OptionalLong length(HttpClientResponse response) {
        String written = response.getHeader("Content-Length");
        // A length says nothing of a chunked body, nor of one that a 204 cannot have (RFC 9112 section 6.3). What is no
        // number has been refused.
        return written == null || response.getHeader(TRANSFER_ENCODING) != null || response.statusCode() == NO_CONTENT
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(written.strip()));
    }

    private static Optional<String> header(HttpClientResponse response, String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    private static List<String> transferCodings(HttpClientResponse response) {
        return response.headers().getAll(TRANSFER_ENCODING).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("chunked") && !coding.equals("identity"))
                .toList();
    }

    private static ResponseHead head(HttpClientResponse response) {
        List<Header> headers = new ArrayList<>();
        response.headers().forEach(entry -> headers.add(new Header(entry.getKey(), entry.getValue())));
        // Vert.x does not tell a server's HTTP/1.0 from 1.1.
        String version = response.version() == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        return new ResponseHead(version + " " + response.statusCode() + " " + response.statusMessage(), headers);
    }
}
