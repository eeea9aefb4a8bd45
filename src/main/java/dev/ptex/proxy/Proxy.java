package dev.ptex.proxy;

import dev.ptex.auth.Login;
import dev.ptex.auth.Logins;
import dev.ptex.credential.Credential;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that the environment or a setting names.
 *
 * @param host without brackets
 * @param eager whether user and password are said before the proxy asks, as curl does with those of the proxy's URL
 */
public record Proxy(ProxyKind kind, String host, int port, Optional<Credential> credential, boolean eager) {
    /** libcurl's, for every kind but https; few mean it, but whoever writes no port to it gets it. */
    private static final int DEFAULT_PORT = 1080;

    private static final int DEFAULT_TLS_PORT = 443;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/{1,3}");
    private static final Pattern UNESCAPED = Pattern.compile("://.*[/?#].*@", Pattern.DOTALL);

    /**
     * Reads a proxy's URL, which need not have a scheme.
     *
     * @param variable where it stands
     */
    static Proxy parse(String variable, String text) throws ProxyException {
        String complete = complete(text);
        if (UNESCAPED.matcher(complete).find()) {
            // Read as it stands, it would name the password's first half as the port.
            throw refusal(variable, text, "is not understood: each / ? # before its @ has to be percent-encoded");
        }
        Url url;
        try {
            url = Url.parse(complete);
        } catch (MalformedUrlException e) {
            throw refusal(variable, text, "is not understood: " + e.getMessage());
        }
        ProxyKind kind = ProxyKind.ofScheme(url.scheme())
                .orElseThrow(() -> refusal(variable, text, "cannot be used: " + trouble(url.scheme())));
        return new Proxy(
                kind,
                url.host(),
                url.port() == -1 ? defaultPort(kind) : url.port(),
                url.userInfo().map(Credential::ofUserInfo));
    }

    /** One whose user and password stand in its URL. */
    public Proxy(ProxyKind kind, String host, int port, Optional<Credential> credential) {
        this(kind, host, port, credential, true);
    }

    /** What is known of our user at this proxy, which no other proxy learns. */
    public Optional<Login> login(Logins logins) {
        return credential.map(known -> logins.at(toString(), known, eager));
    }

    /** The proxy for people, without its credentials. */
    @Override
    public String toString() {
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return kind.scheme() + "://" + literal + ":" + port;
    }

    /** The text with a scheme and two slashes; libcurl takes one or three as well. */
    private static String complete(String text) {
        Matcher scheme = SCHEME.matcher(text);
        return scheme.lookingAt()
                ? scheme.group(1) + "://" + text.substring(scheme.end())
                : "http://" + (text.startsWith("//") ? text.substring(2) : text);
    }

    private static int defaultPort(ProxyKind kind) {
        return kind == ProxyKind.HTTPS ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    }

    private static String trouble(String scheme) {
        return "its scheme is " + scheme + ", not http, https, socks4, socks4a, socks5 or socks5h";
    }

    private static ProxyException refusal(String variable, String text, String why) {
        String shown = Redaction.text(text.substring(text.lastIndexOf('@') + 1));
        return new ProxyException("the proxy \"" + shown + "\" in " + variable + " " + why);
    }
}
