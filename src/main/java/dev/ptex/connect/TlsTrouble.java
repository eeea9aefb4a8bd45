package dev.ptex.connect;

import dev.ptex.proxy.Proxy;
import dev.ptex.text.SafeText;
import dev.ptex.trust.RefusedCertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Words for TLS to a proxy that was not agreed on. */
final class TlsTrouble {
    private static final int LONGEST = 200;

    private TlsTrouble() {}

    static DialException with(Proxy proxy, SSLException failure) {
        Optional<RefusedCertificateException> refused = RefusedCertificateException.behind(failure);
        if (refused.isPresent()) {
            return new DialException(
                    "the proxy " + proxy + " cannot be used: "
                            + refused.get().failure().message(),
                    refused.get().hint());
        }
        String words = SafeText.of(String.valueOf(failure.getMessage()), LONGEST);
        // What the JDK says of bytes that are no record.
        return words.startsWith("Unsupported or unrecognized")
                ? new DialException("the proxy " + proxy + " does not speak TLS")
                : new DialException("no TLS could be agreed on with the proxy " + proxy + ": " + words);
    }
}
