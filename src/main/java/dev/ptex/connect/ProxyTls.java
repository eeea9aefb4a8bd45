package dev.ptex.connect;

import javax.net.ssl.SSLEngine;

/** Makes what TLS to a proxy takes. Any number of threads may call it at once. */
@FunctionalInterface
public interface ProxyTls {
    /**
     * An engine that checks the proxy's certificate as an origin's is checked.
     *
     * @throws DialException if there is nothing to check it with
     */
    SSLEngine engine(Target proxy) throws DialException;
}
