package dev.ptex.trust;

import dev.ptex.text.SafeText;
import java.security.InvalidKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what was wrong with a chain of certificates that the JDK turned down. The JDK's texts are in no fixed words
 * and its exceptions are not its API, so this goes by the causes' public types and by the certificates themselves.
 */
final class CertificateDiagnosis {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 5;

    private final PresentedChain chain;
    private final List<X509Certificate> roots;
    private final Instant now;
    private final Set<Reason> reasons = new HashSet<>();
    private boolean pathMissing;
    private String innermost = "for a reason that is not known";

    /**
     * @param roots those that are trusted
     */
    CertificateDiagnosis(PresentedChain chain, List<X509Certificate> roots, CertificateException failure, Instant now) {
        this.chain = chain;
        this.roots = List.copyOf(roots);
        this.now = now;
        Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .forEach(this::note);
    }

    /**
     * @param host whom the connection is to, if known
     * @param hostMatters whether the JDK was to compare the certificate's names with the host
     */
    CertificateFailure failure(@Nullable String host, boolean hostMatters) {
        String shownHost = host == null || host.isEmpty() ? "the server" : SafeText.of(host, LONGEST_NAME);
        X509Certificate leaf = chain.leaf();
        Optional<String> issuerFinding = missingPath();
        String reason = issuerFinding.orElseGet(() -> validity()
                .or(this::restriction)
                .or(() -> hostMatters && host != null ? mismatch(leaf, host) : Optional.empty())
                .orElseGet(() -> "it was refused: " + SafeText.of(innermost, LONGEST_NAME)));
        return new CertificateFailure(shownHost, subject(leaf), issuer(leaf), reason, issuerFinding.isPresent());
    }

    private void note(Throwable cause) {
        innermost = cause.getMessage() == null ? innermost : cause.getMessage();
        if (cause instanceof CertPathValidatorException invalid) {
            reasons.add(invalid.getReason());
        }
        if (cause instanceof CertificateExpiredException) {
            reasons.add(BasicReason.EXPIRED);
        }
        if (cause instanceof CertificateNotYetValidException) {
            reasons.add(BasicReason.NOT_YET_VALID);
        }
        // The key of a root with the same name may be of another kind than the signature.
        pathMissing |= cause instanceof CertPathBuilderException || cause instanceof InvalidKeyException;
    }

    /** The builder has no path also where it found one and a certificate on it was unfit, so the chain has to tell. */
    private Optional<String> missingPath() {
        if (!pathMissing && !reasons.contains(PKIXReason.NO_TRUST_ANCHOR)) {
            return Optional.empty();
        }
        if (roots.stream().anyMatch(chain::leadsTo)) {
            return Optional.empty();
        }
        if (chain.isSelfSigned()) {
            return Optional.of("it is self-signed");
        }
        X509Certificate top = chain.top();
        if (roots.stream().anyMatch(chain::names)) {
            return Optional.of("the trusted root " + issuer(top) + " has another key than its issuer");
        }
        boolean nextToIt = chain.leaf().getIssuerX500Principal().equals(top.getIssuerX500Principal());
        return Optional.of(nextToIt ? "its issuer is unknown" : "its issuer's issuer is unknown: " + issuer(top));
    }

    private Optional<String> validity() {
        boolean suspected =
                pathMissing || reasons.contains(BasicReason.EXPIRED) || reasons.contains(BasicReason.NOT_YET_VALID);
        return suspected ? chain.certificates().stream().flatMap(this::lapse).findFirst() : Optional.empty();
    }

    private Stream<String> lapse(X509Certificate certificate) {
        String which =
                certificate.equals(chain.leaf()) ? "it" : "its issuer's certificate (" + subject(certificate) + ")";
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        if (now.isAfter(last)) {
            return Stream.of(which + " expired on " + day(last));
        }
        if (now.isBefore(first)) {
            return Stream.of(which + " is not valid before " + day(first) + "; today is " + day(now)
                    + " by this machine's clock");
        }
        return Stream.empty();
    }

    private Optional<String> restriction() {
        if (reasons.contains(BasicReason.REVOKED)) {
            return Optional.of("it has been revoked");
        }
        if (reasons.contains(BasicReason.UNDETERMINED_REVOCATION_STATUS)) {
            return Optional.of("it could not be found out whether it has been revoked");
        }
        if (reasons.contains(BasicReason.ALGORITHM_CONSTRAINED)) {
            X509Certificate leaf = chain.leaf();
            return Optional.of("a key or signature of its chain is too weak; its own are "
                    + leaf.getPublicKey().getAlgorithm() + " and " + SafeText.of(leaf.getSigAlgName()));
        }
        if (reasons.contains(BasicReason.INVALID_SIGNATURE)) {
            return Optional.of("a signature of its chain is wrong");
        }
        return chain.isForServers() ? Optional.empty() : Optional.of("it may not be used by servers");
    }

    private static Optional<String> mismatch(X509Certificate leaf, String host) {
        CertificateNames names = CertificateNames.of(leaf);
        if (names.cover(host)) {
            return Optional.empty();
        }
        if (names.misplace(host)) {
            return Optional.of("it has " + SafeText.of(host, LONGEST_NAME) + " as a name, not as an address");
        }
        List<String> all = names.all();
        if (all.isEmpty()) {
            return Optional.of("it names no host");
        }
        String some = String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size())));
        String more = all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : "";
        return Optional.of(
                "it is for " + SafeText.of(some, LONGEST_NAME) + more + ", not for " + SafeText.of(host, LONGEST_NAME));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal().toString());
    }

    private static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal().toString());
    }

    private static String name(String name) {
        return name.isEmpty() ? "(none)" : SafeText.of(name, LONGEST_NAME);
    }
}
