package dev.ptex.transport.ftp;

import dev.ptex.auth.Logins;
import dev.ptex.auth.Trial;
import dev.ptex.connect.DialException;
import dev.ptex.connect.Dialer;
import dev.ptex.connect.Target;
import dev.ptex.credential.Credential;
import dev.ptex.credential.CredentialException;
import dev.ptex.credential.CredentialStore;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.proxy.ProxyException;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportException.Kind;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Validator;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustException;
import dev.ptex.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Fetches over FTP, passive and binary. Each file has a session of its own, as in FTP a connection knows one transfer at
 * a time, and one that is broken off leaves it in no known state. Any number of threads may call it at once.
 */
public final class FtpTransport implements Transport {
    private static final Credential ANONYMOUS = new Credential("anonymous", "ptex@");
    /** Where TLS comes before the first reply. */
    static final int IMPLICIT_PORT = 990;

    private final Dialer dialer;
    private final ProxyEnvironment proxies;
    private final CredentialStore credentials;
    private final TlsContexts contexts;
    private final Logins logins;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final int implicitPort;

    public FtpTransport(
            Dialer dialer,
            ProxyEnvironment proxies,
            CredentialStore credentials,
            TlsContexts contexts,
            Logins logins,
            Duration connectTimeout,
            Duration readTimeout,
            int implicitPort) {
        this.dialer = dialer;
        this.proxies = proxies;
        this.credentials = credentials;
        this.contexts = contexts;
        this.logins = logins;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.implicitPort = implicitPort;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ftp", "ftps");
    }

    @Override
    public TransportResponse open(TransportRequest request) throws TransportException {
        String path = FtpPath.of(request.url());
        refuseProxy(request.url());
        Credential user = user(request.url());
        FtpSession session = session(request.url());
        boolean opened = false;
        try {
            connect(session, request.url());
            login(session, user, request.url());
            TransportResponse response = retrieve(session, path, request);
            opened = true;
            return response;
        } catch (IOException e) {
            throw FtpFailure.of(e, "before the file came");
        } finally {
            if (!opened) {
                session.leave();
            }
        }
    }

    private void login(FtpSession session, Credential user, Url url) throws IOException {
        if (user.equals(ANONYMOUS)) {
            session.authenticate(user, Optional.empty());
            return;
        }
        try (Trial trial = logins.at(url.origin().toString(), user, false).trial()) {
            session.authenticate(user, Optional.of(trial));
        }
    }

    private void refuseProxy(Url url) throws TransportException {
        Optional<Proxy> proxy;
        try {
            proxy = proxies.forUrl(url);
        } catch (ProxyException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
        if (proxy.isPresent()) {
            throw new TransportException(
                    "FTP is not spoken through a proxy, and " + proxy.get() + " is set",
                    Optional.of("no_proxy may name " + url.host() + ", if it can be reached straight"));
        }
    }

    private Credential user(Url url) throws TransportException {
        try {
            Credential user = credentials
                    .find(url, true)
                    .filter(Credential.class::isInstance)
                    .map(Credential.class::cast)
                    .orElse(ANONYMOUS);
            if (!FtpPath.isFit(user.user()) || !FtpPath.isFit(user.password())) {
                throw new TransportException(
                        "its user or password has control characters, which no FTP command can carry");
            }
            return user;
        } catch (CredentialException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
    }

    private FtpSession session(Url url) throws TransportException {
        try {
            Optional<SSLContext> tls = url.scheme().equals("ftps") ? Optional.of(contexts.checked()) : Optional.empty();
            return new FtpSession(url.host(), url.effectivePort(), tls, connectTimeout, readTimeout);
        } catch (TrustException e) {
            throw new TransportException(String.valueOf(e.getMessage()));
        }
    }

    private void connect(FtpSession session, Url url) throws IOException {
        try {
            SocketChannel channel = dialer.direct(new Target(url.host(), url.effectivePort()));
            session.begin(channel.socket(), url.effectivePort() == implicitPort);
        } catch (DialException e) {
            throw e.isPassing()
                    ? TransportException.passing(String.valueOf(e.getMessage()))
                    : TransportException.unreachable(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static TransportResponse retrieve(FtpSession session, String path, TransportRequest request)
            throws IOException {
        OptionalLong size = session.length(path);
        Optional<Validator> version = session.version(path);
        Optional<Range> wanted = request.range();
        if (isAnother(request.condition(), version)) {
            if (request.condition().kind() == Condition.Kind.IF_MATCH) {
                throw new TransportException(Kind.CHANGED, "the file has changed on the server");
            }
            wanted = Optional.empty();
        }
        long from = wanted.map(Range::from).orElse(0L);
        if (wanted.isPresent() && size.isPresent() && from >= size.getAsLong()) {
            throw new TransportException(Kind.NO_SUCH_RANGE, "the file has no byte " + from);
        }
        boolean restarted = from == 0 || session.restartAt(from);
        InputStream data = session.retrieve(path);
        if (wanted.isEmpty() || !restarted) {
            return new TransportResponse.Whole(size, version, false, new FtpBody(session, data, size, true));
        }
        OptionalLong end = end(wanted.get(), size);
        if (end.isEmpty()) {
            return from == 0
                    ? new TransportResponse.Whole(size, version, false, new FtpBody(session, data, size, true))
                    : refuseUnknownEnd(data);
        }
        OptionalLong length = OptionalLong.of(end.getAsLong() - from);
        return new TransportResponse.Part(
                Range.of(from, end.getAsLong()), size, version, new FtpBody(session, data, length, end.equals(size)));
    }

    /** A part says where it ends. */
    private static TransportResponse refuseUnknownEnd(InputStream data) throws IOException {
        data.close();
        throw new TransportException(Kind.NO_SUCH_RANGE, "the server does not tell the file's size");
    }

    private static OptionalLong end(Range wanted, OptionalLong size) {
        if (wanted.to().isEmpty()) {
            return size;
        }
        return OptionalLong.of(Math.min(wanted.to().getAsLong(), size.orElse(Long.MAX_VALUE)));
    }

    private static boolean isAnother(Condition condition, Optional<Validator> version) {
        return condition.validator().isPresent() && version.isPresent() && !version.equals(condition.validator());
    }
}
