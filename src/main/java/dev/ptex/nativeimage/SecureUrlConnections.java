package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;

/** The same for https: see {@link UrlConnections}. */
@TargetClass(className = "sun.net.www.protocol.https.Handler")
final class SecureUrlConnections {
    private SecureUrlConnections() {}

    @Substitute
    URLConnection openConnection(URL url) throws IOException {
        return openConnection(url, Proxy.NO_PROXY);
    }

    @Substitute
    URLConnection openConnection(URL url, Proxy proxy) throws IOException {
        throw new IOException("URLs are not opened here");
    }
}
