package dev.ptex.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Platform;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No Java on Linux has the stores of other systems, so that a provider of the test's own has them. */
@EnabledOnOs(OS.LINUX)
class SystemRootsTest {
    private static final String PROVIDER = "MadeUp";

    @AfterEach
    void removeProvider() {
        Security.removeProvider(PROVIDER);
    }

    @ParameterizedTest
    @CsvSource({"WINDOWS, Windows-ROOT", "MACOS, KeychainStore-ROOT"})
    void rootsOfThePlatformsStore_areTheSystems(Platform platform, String type) throws Exception {
        provide(type, OneRoot.class);

        assertThat(SystemRoots.of(platform).keyStore().get()).containsExactly(TestCertificates.certificate("ca"));
    }

    @Test
    void store_countsOnlyOnItsPlatform() {
        provide("KeychainStore-ROOT", OneRoot.class);

        assertThat(SystemRoots.of(Platform.UNIX).keyStore().get()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"WINDOWS", "MACOS"})
    void javaWithoutTheStore_hasNoRootsOfTheSystem(Platform platform) {
        assertThat(SystemRoots.of(platform).keyStore().get()).isEmpty();
    }

    @Test
    void storeWithoutItsLibrary_isNone() {
        provide("KeychainStore-ROOT", WithoutLibrary.class);

        assertThat(SystemRoots.of(Platform.MACOS).keyStore().get()).isEmpty();
    }

    @Test
    void windows_hasNoBundles() {
        assertThat(SystemRoots.of(Platform.WINDOWS).bundles()).isEmpty();
    }

    private static void provide(String type, Class<? extends KeyStoreSpi> store) {
        Security.addProvider(new MadeUp(type, store.getName()));
    }

    private static final class MadeUp extends Provider {
        private static final long serialVersionUID = 1L;

        MadeUp(String type, String store) {
            super(PROVIDER, "1", "a key store for a test");
            put("KeyStore." + type, store);
        }
    }

    /** As where a native executable was linked without it. */
    public static final class WithoutLibrary extends OneRoot {
        public WithoutLibrary() {
            throw new UnsatisfiedLinkError("no osxsecurity in java.library.path");
        }
    }

    /** Read-only, as the systems' are. */
    public static class OneRoot extends KeyStoreSpi {
        @Override
        public void engineLoad(InputStream stream, char[] password) {}

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(Map.of("root", "").keySet());
        }

        @Override
        public X509Certificate engineGetCertificate(String alias) {
            try {
                return TestCertificates.certificate("ca");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return alias.equals("root");
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return engineContainsAlias(alias);
        }

        @Override
        public int engineSize() {
            return 1;
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return false;
        }

        @Override
        public Key engineGetKey(String alias, char[] password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String engineGetCertificateAlias(Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineDeleteEntry(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {
            throw new UnsupportedOperationException();
        }
    }
}
