package dev.ptex.transport.http;

import dev.ptex.credential.Credential;
import dev.ptex.credential.CredentialStore;
import dev.ptex.header.Header;
import dev.ptex.transport.TransportRequest;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request's headers as a function of where the request goes.
 *
 * <p>They are computed anew for each hop, so that credentials reach only the origin that they are for, and are not lost
 * either where a redirect stays on its origin (bazel#30013).
 */
final class RequestHeaders {
    private final String userAgent;
    private final CredentialStore credentials;

    RequestHeaders(String userAgent, CredentialStore credentials) {
        this.userAgent = userAgent;
        this.credentials = credentials;
    }

    /**
     * @param hop where the request goes
     * @param trusted whether the way there is one that credentials may be sent over
     */
    List<Header> forHop(TransportRequest request, Url hop, boolean trusted) {
        List<Header> given = request.headers().visibleTo(hop.origin());
        List<Header> headers = new ArrayList<>();
        addDefault(headers, given, new Header("User-Agent", userAgent));
        addDefault(headers, given, new Header("Accept", "*/*"));
        // The hash is of the bytes as they are stored, so they must not be encoded on the way.
        addDefault(headers, given, new Header("Accept-Encoding", "identity"));
        if (trusted) {
            credential(request.url(), hop)
                    .ifPresent(
                            credential -> addDefault(headers, given, new Header("Authorization", credential.basic())));
        }
        given.stream().filter(header -> !header.removes()).forEach(headers::add);
        return headers;
    }

    private static void addDefault(List<Header> headers, List<Header> given, Header header) {
        if (given.stream().noneMatch(other -> other.is(header.name()))) {
            headers.add(header);
        }
    }

    private Optional<Credential> credential(Url first, Url hop) {
        boolean home = hop.origin().equals(first.origin());
        Url asked = home && hop.userInfo().isEmpty() ? hop.withUserInfoOf(first) : hop;
        return credentials.find(asked, home);
    }
}
