package dev.ptex.explain;

import dev.ptex.credential.CredentialException;
import dev.ptex.credential.CredentialStore;
import dev.ptex.mirror.FileFacts;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.Selection;
import dev.ptex.proxy.ProxyChoice;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.proxy.ProxyException;
import dev.ptex.trust.TrustException;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.util.Optional;

/** Finds out how candidates would be asked, from this machine's files and environment alone. */
public final class Explainer {
    private final ProxyEnvironment proxies;
    private final CredentialStore credentials;
    private final TrustRoots roots;
    private final boolean insecure;

    /** @param insecure whether certificates are not checked where a hash checks the bytes */
    public Explainer(ProxyEnvironment proxies, CredentialStore credentials, TrustRoots roots, boolean insecure) {
        this.proxies = proxies;
        this.credentials = credentials;
        this.roots = roots;
        this.insecure = insecure;
    }

    public Explanation explain(String name, FileFacts facts, Selection selection) {
        boolean anybody = insecure && facts.sha256().isPresent();
        return new Explanation(
                name,
                facts,
                selection.mirrors().stream().map(mirror -> way(mirror, anybody)).toList(),
                selection.refusals());
    }

    /** @param anybody whether any certificate will do, so that whoever shows it is told no secret */
    private Way way(Mirror mirror, boolean anybody) {
        Url url = mirror.url();
        boolean unchecked = anybody && url.isSecure();
        Optional<String> found = unchecked ? Optional.empty() : credentials(url);
        Optional<String> trust = unchecked ? Optional.of("anybody: ptex.tls.insecure is set") : trust(url);
        try {
            ProxyChoice choice = proxies.choose(url);
            return new Way(mirror, choice.proxy().map(Object::toString), choice.reason(), found, trust);
        } catch (ProxyException e) {
            return new Way(mirror, Optional.of("unusable"), String.valueOf(e.getMessage()), found, trust);
        }
    }

    private Optional<String> credentials(Url url) {
        if (url.scheme().equals("file")) {
            return Optional.empty();
        }
        try {
            return credentials.source(url, true);
        } catch (CredentialException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> trust(Url url) {
        if (!url.isSecure() && !url.scheme().equals("ftps")) {
            return Optional.empty();
        }
        try {
            return Optional.of(roots.certificates().origin());
        } catch (TrustException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
