package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.config.Environment;
import dev.ptex.config.Settings;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrustRootsTest {

    @Test
    void trustManager_trustsTheRootsThatWereFound() throws Exception {
        TrustRoots roots = TrustRoots.of(certFile(TestCertificates.file("ca.pem")), Settings.NONE);

        assertThat(roots.trustManager().getAcceptedIssuers()).containsExactly(TestCertificates.certificate("ca"));
    }

    @Test
    void trustManager_isMadeOnce() throws Exception {
        TrustRoots roots = TrustRoots.of(certFile(TestCertificates.file("ca.pem")), Settings.NONE);

        assertThat(roots.trustManager()).isSameAs(roots.trustManager());
    }

    @Test
    void roots_areLookedForOnce() throws Exception {
        AtomicInteger searches = new AtomicInteger();
        TrustRoots roots = builtIn(searches);

        roots.diagnosing();
        roots.diagnosing();

        assertThat(searches).hasValue(1);
    }

    @Test
    void roots_areNotLookedForBeforeTheyAreNeeded() throws Exception {
        AtomicInteger searches = new AtomicInteger();

        builtIn(searches);

        assertThat(searches).hasValue(0);
    }

    @Test
    void badVariable_isAnErrorWhenTheRootsAreNeeded() {
        TrustRoots roots = TrustRoots.of(certFile(Path.of("gone.pem")), Settings.NONE);

        assertThatThrownBy(roots::diagnosing)
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("SSL_CERT_FILE=gone.pem");
    }

    private static TrustRoots builtIn(AtomicInteger searches) throws Exception {
        X509Certificate ca = TestCertificates.certificate("ca");
        SystemRoots system = new SystemRoots(List.of(), List::of, () -> {
            searches.incrementAndGet();
            return List.of(ca);
        });
        return new TrustRoots(new RootSearch(new Environment(Map.of()), Optional.empty(), system), Clock.systemUTC());
    }

    private static Environment certFile(Path file) {
        return new Environment(Map.of("SSL_CERT_FILE", file.toString()));
    }
}
