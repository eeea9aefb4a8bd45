package dev.ptex.transport.http;

import dev.ptex.credential.BearerToken;
import dev.ptex.credential.CredentialException;
import dev.ptex.credential.CredentialStore;
import dev.ptex.credential.GivenHeaders;
import dev.ptex.credential.Grant;
import dev.ptex.header.Header;
import dev.ptex.transport.TransportException;
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
    private static final String AUTHORIZATION = "Authorization";

    private final String userAgent;
    private final CredentialStore credentials;

    RequestHeaders(String userAgent, CredentialStore credentials) {
        this.userAgent = userAgent;
        this.credentials = credentials;
    }

    /**
     * @param hop where the request goes
     * @param grant what lets it in there
     */
    List<Header> forHop(TransportRequest request, Url hop, Optional<Grant> grant) {
        List<Header> given = request.headers().visibleTo(hop.origin());
        List<Header> headers = new ArrayList<>();
        addDefault(headers, given, new Header("User-Agent", userAgent));
        addDefault(headers, given, new Header("Accept", "*/*"));
        // The hash is of the bytes as they are stored, so they must not be encoded on the way.
        addDefault(headers, given, new Header("Accept-Encoding", "identity"));
        grant.ifPresent(known -> granted(known).forEach(header -> addDefault(headers, given, header)));
        given.stream().filter(header -> !header.removes()).forEach(headers::add);
        return headers;
    }

    private static void addDefault(List<Header> headers, List<Header> given, Header header) {
        if (given.stream().noneMatch(other -> other.is(header.name()))) {
            headers.add(header);
        }
    }

    /** A user and a password are told as the origin wants to be told, and not here. */
    private static List<Header> granted(Grant grant) {
        if (grant instanceof BearerToken token) {
            return List.of(new Header(AUTHORIZATION, token.field()));
        }
        return grant instanceof GivenHeaders given ? given.headers() : List.of();
    }

    /**
     * What lets a request in where it goes; nothing if the user says so with a header.
     *
     * @param trusted whether the way there is one that credentials may be sent over
     * @throws TransportException if there should be something, and cannot be had
     */
    Optional<Grant> grant(TransportRequest request, Url hop, boolean trusted) throws TransportException {
        Url first = request.url();
        boolean home = hop.origin().equals(first.origin());
        boolean said = request.headers().visibleTo(hop.origin()).stream().anyMatch(header -> header.is(AUTHORIZATION));
        if (!trusted || said) {
            return Optional.empty();
        }
        try {
            Url asked = home && hop.userInfo().isEmpty() ? hop.withUserInfoOf(first) : hop;
            return credentials.find(asked, home);
        } catch (CredentialException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
    }
}
