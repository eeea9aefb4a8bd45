package dev.ptex.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class RootBundleTest {
    @Test
    void rootsOfThisJava_areThoseThatItTrusts() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);

        assertThat(RootBundle.certificates())
                .contains(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers());
    }

    @Test
    void noRoots_endTheBuild() {
        assertThatThrownBy(() -> RootBundle.decoded("keytool error"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keytool error");
    }
}
