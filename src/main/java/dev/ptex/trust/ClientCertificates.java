package dev.ptex.trust;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the certificate that there is, if any, to whoever asks for one, and notes who was shown none: what comes of that
 * is told in too many ways. Safe for any number of connections at once.
 */
public final class ClientCertificates extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final Optional<ClientIdentity> identity;
    private final Set<String> lacking = ConcurrentHashMap.newKeySet();

    public ClientCertificates(Optional<ClientIdentity> identity) {
        this.identity = identity;
    }

    /** Whether a server has asked for a certificate, and there was none to show, or none of a kind that it takes. */
    public boolean lacksCertificate(String host, int port) {
        return lacking.contains(peer(host, port));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return chosen(types, engine.getPeerHost(), engine.getPeerPort());
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return socket instanceof SSLSocket tls && tls.getHandshakeSession() != null
                ? chosen(
                        types,
                        tls.getHandshakeSession().getPeerHost(),
                        tls.getHandshakeSession().getPeerPort())
                : chosen(types, null, -1);
    }

    /** Whoever issued it: servers name few of the issuers that they take, and curl shows it as well. */
    private @Nullable String chosen(String[] types, @Nullable String host, int port) {
        Optional<ClientIdentity> fitting = identity.filter(known ->
                Set.of(types).stream().anyMatch(type -> isOf(type, known.key().getAlgorithm())));
        if (fitting.isEmpty()) {
            lacking.add(peer(String.valueOf(host), port));
        }
        return fitting.isEmpty() ? null : ALIAS;
    }

    /** The JDK asks for RSA and RSASSA-PSS, EC and EC_EC, and EdDSA, one by one or together. */
    private static boolean isOf(String type, String algorithm) {
        String asked = type.toUpperCase(Locale.ROOT);
        return asked.equals(algorithm.toUpperCase(Locale.ROOT)) || asked.startsWith(algorithm + "_");
    }

    private static String peer(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity.map(known -> known.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity.map(ClientIdentity::key).orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return identity.isPresent() ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
