package dev.ptex.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Shakes hands over loopback with whoever comes, and then hangs up. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    TlsServer(String certificate) throws GeneralSecurityException, IOException {
        listener = (SSLServerSocket) TestCertificates.server(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread.execute(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        thread.shutdownNow();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                ((SSLSocket) socket).startHandshake();
            } catch (IOException e) {
                // The client did not like the certificate, which is what tests are about, or the test is over.
            }
        }
    }
}
