package dev.ptex.transport.http;

import dev.ptex.header.Header;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Has Vert.x send the head of a hop's request. */
final class RequestHead {
    /** RFC 9113 section 8.2.2: HTTP/2 has no such headers. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

    private RequestHead() {}

    /** RFC 9112 section 3.2: the target and the authority as they stand in the URL, which java.net.URI may refuse. */
    static void write(Hop hop, HttpClientRequest request) {
        request.authority(HostAndPort.create(hop.authority(), -1));
        request.setMethod(HttpMethod.valueOf(hop.method()));
        request.setURI(hop.requestTarget());
        if (request.version() != HttpVersion.HTTP_2) {
            // RFC 9110 section 7.2 wants it first; Vert.x would put it last.
            request.headers().add("Host", hop.authority());
        }
        hop.headers().stream()
                .filter(header -> request.version() != HttpVersion.HTTP_2 || !isOfConnection(header))
                .forEach(header -> request.headers().add(header.name(), octets(header.value())));
    }

    private static boolean isOfConnection(Header header) {
        return OF_CONNECTION.contains(header.name().toLowerCase(Locale.ROOT));
    }

    /** Netty writes one octet for each character, and a question mark for those that need more. */
    private static String octets(String value) {
        return new String(value.strip().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
