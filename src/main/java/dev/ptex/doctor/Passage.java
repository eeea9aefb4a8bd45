package dev.ptex.doctor;

import dev.ptex.header.ResponseHead;
import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.proxy.ProxyKind;
import dev.ptex.text.SafeText;
import dev.ptex.trust.PeerCertificate;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;

/** Notes how far a fetch gets between a connection and the first reply, and all replies. Of one fetch. */
final class Passage implements ResponseObserver {
    private static final String REQUEST = "request";
    private static final String TLS = "TLS";
    private static final String TUNNEL = "tunnel";

    private final TrustRoots roots;
    private final LongSupplier nanoTime;
    private final Queue<String> ahead = new ArrayDeque<>();
    private final Consumer<Finding> findings;
    private final List<ResponseHead> heads = new ArrayList<>();
    /** Whether what is to be asked, such as with whose credentials, is not known yet. */
    private boolean preparing;

    private long begun;

    Passage(Url url, Optional<Proxy> proxy, TrustRoots roots, LongSupplier nanoTime, Consumer<Finding> findings) {
        this.roots = roots;
        this.nanoTime = nanoTime;
        this.findings = findings;
        proxy.filter(named -> url.isHttp()).ifPresent(named -> {
            if (named.kind() == ProxyKind.HTTPS) {
                ahead.add(TLS);
            }
            if (url.isSecure() || named.kind().isSocks()) {
                ahead.add(TUNNEL);
            }
        });
        if (url.isSecure()) {
            ahead.add(TLS);
        }
        this.preparing = url.isHttp();
        this.begun = nanoTime.getAsLong();
    }

    /** All that were shown, in order. */
    List<ResponseHead> heads() {
        return heads;
    }

    /** The stage that comes next; nothing if the reply does. */
    Optional<String> next() {
        return preparing ? Optional.of(REQUEST) : Optional.ofNullable(ahead.peek());
    }

    /** The time since the stage before. */
    Duration lap() {
        long before = begun;
        begun = nanoTime.getAsLong();
        return Duration.ofNanos(begun - before);
    }

    @Override
    public void received(ResponseHead head) {
        preparing = false;
        heads.add(head);
    }

    @Override
    public void connecting() {
        preparing = false;
    }

    @Override
    public void reused() {
        preparing = false;
        ahead.forEach(stage -> findings.accept(Finding.known(stage, "over the connection of before")));
        ahead.clear();
    }

    @Override
    public void tunnelled() {
        passed(TUNNEL, "the proxy has connected to the server");
    }

    @Override
    public void secured(SSLSession session, boolean checked) {
        passed(TLS, session.getProtocol() + ", the certificate of " + subject(session) + " is " + judgement(checked));
    }

    private void passed(String stage, String text) {
        if (stage.equals(ahead.peek())) {
            ahead.remove();
            findings.accept(Finding.good(stage, text, lap()));
        }
    }

    private static String subject(SSLSession session) {
        return PeerCertificate.of(session)
                .map(certificate ->
                        SafeText.of(certificate.getSubjectX500Principal().getName()))
                .orElseGet(session::getPeerHost);
    }

    private String judgement(boolean checked) {
        try {
            return checked ? "trusted by " + roots.certificates().origin() : "not checked, as ptex.tls.insecure has it";
        } catch (TrustException e) {
            throw new IllegalStateException("it was checked with them", e);
        }
    }
}
