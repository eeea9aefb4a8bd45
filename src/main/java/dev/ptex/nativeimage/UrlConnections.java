package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;

/**
 * Has {@link URL}s of http be known and never opened: the REST client makes one of each URI to see whether it is sound,
 * and the JDK's own HTTP client would stay in the executable for it.
 */
@TargetClass(className = "sun.net.www.protocol.http.Handler")
final class UrlConnections {
    private UrlConnections() {}

    @Substitute
    URLConnection openConnection(URL url) throws IOException {
        return openConnection(url, Proxy.NO_PROXY);
    }

    @Substitute
    URLConnection openConnection(URL url, Proxy proxy) throws IOException {
        throw new IOException("URLs are not opened here");
    }
}
