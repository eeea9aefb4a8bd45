package dev.ptex.transport.http;

import dev.ptex.auth.Login;
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
 * @param isChecked whether its origin has to prove who it is
 * @param owner the user whose connection it has to go over, if a login binds them to theirs
 * @param isHeld whether its connection is for nobody else while it is challenged: the login goes on over it
 * @param isHead whether only the reply's head is asked for
 */
record Hop(
        Url url,
        boolean absoluteForm,
        List<Header> headers,
        Optional<String> host,
        boolean isChecked,
        Optional<Login> owner,
        boolean isHeld,
        boolean isHead) {
    Hop {
        headers = List.copyOf(headers);
    }

    String requestTarget() {
        return (absoluteForm ? "http://" + urlAuthority() : "") + url.requestTarget();
    }

    /** What Host says. */
    String authority() {
        return host.orElseGet(this::urlAuthority);
    }

    /** An address' zone is of this machine only (RFC 6874 section 4). */
    private String urlAuthority() {
        return url.authority().replaceFirst("%25[^]]*]", "]");
    }

    static Hop of(Url url, Optional<Proxy> proxy, List<Header> headers) {
        boolean absoluteForm =
                !url.isSecure() && proxy.isPresent() && !proxy.get().kind().isSocks();
        return new Hop(
                url,
                absoluteForm,
                headers.stream().filter(header -> !header.is("Host")).toList(),
                headers.stream()
                        .filter(header -> header.is("Host"))
                        .map(Header::value)
                        .findFirst(),
                true,
                Optional.empty(),
                false,
                false);
    }

    /** The same, for what is said of the file (RFC 9110 section 9.3.2). */
    Hop asHead() {
        return new Hop(url, absoluteForm, headers, host, isChecked, owner, isHeld, true);
    }

    /** The same, to whoever answers: nothing secret may be in it. */
    Hop unchecked() {
        return new Hop(url, absoluteForm, headers, host, false, owner, isHeld, isHead);
    }

    String method() {
        return isHead ? "HEAD" : "GET";
    }

    /** The same with further headers, such as those of a login. */
    Hop with(List<Header> added, Optional<Login> byOwner, boolean held) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(added);
        return new Hop(url, absoluteForm, all, host, isChecked, byOwner, held, isHead);
    }
}
