package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.proxy.Proxy;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request on the way to a file, ready to be sent.
 *
 * @param absoluteForm whether the whole URL is the request's target, as a proxy for plain HTTP wants it (RFC 9112
 *     section 3.2.2)
 * @param headers all of them but Host
 * @param host what the Host header says, if not what the URL says
 */
record Hop(Url url, boolean absoluteForm, List<Header> headers, Optional<String> host) {
    String requestTarget() {
        return (absoluteForm ? "http://" + url.authority() : "") + url.requestTarget();
    }

    /** What Host says. An address' zone is of this machine only (RFC 6874 section 4). */
    String authority() {
        return host.orElseGet(() -> url.authority().replaceFirst("%25[^]]*]", "]"));
    }

    static Hop of(Url url, Optional<Proxy> proxy, List<Header> headers) {
        boolean absoluteForm =
                !url.isSecure() && proxy.isPresent() && !proxy.get().kind().isSocks();
        List<Header> sent = new ArrayList<>();
        headers.stream().filter(header -> !header.is("Host")).forEach(sent::add);
        if (absoluteForm) {
            // Of a tunnel, only the proxy's own request may carry this: what goes through it is the origin's.
            proxy.flatMap(Proxy::credential)
                    .ifPresent(known -> sent.add(new Header("Proxy-Authorization", known.basic())));
        }
        return new Hop(
                url,
                absoluteForm,
                List.copyOf(sent),
                headers.stream()
                        .filter(header -> header.is("Host"))
                        .map(Header::value)
                        .findFirst());
    }
}
