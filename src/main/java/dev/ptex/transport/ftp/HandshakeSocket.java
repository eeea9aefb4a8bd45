package dev.ptex.transport.ftp;

import dev.ptex.connect.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;

/**
 * What the JDK's TLS is laid over. It says that it is to the control connection's port, data connections too: the JDK looks
 * for a TLS session to resume by host and port, and asks the socket for the latter. And no read waits beyond the handshake's
 * deadline, which the JDK has none for.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // The plain connection sees to its threads itself.
final class HandshakeSocket extends Socket {
    private final Socket plain;
    private final int port;
    private final Deadline deadline;
    private volatile boolean handshaking = true;

    /** @param deadline for the whole handshake, however many reads it takes */
    HandshakeSocket(Socket plain, int port, Deadline deadline) throws SocketException {
        super((SocketImpl) null);
        this.plain = plain;
        this.port = port;
        this.deadline = deadline;
    }

    /** From now on each read waits for this long: 0 is for ever. */
    void shaken(int millis) throws SocketException {
        handshaking = false;
        plain.setSoTimeout(millis);
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(plain.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                await();
                return in.read(bytes, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return plain.getOutputStream();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return plain.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(plain.getInetAddress(), port);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return plain.getSoTimeout();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        plain.setSoTimeout(millis);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return plain.getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        plain.setSoLinger(on, seconds);
    }

    @Override
    public boolean isConnected() {
        return plain.isConnected();
    }

    @Override
    public boolean isBound() {
        return plain.isBound();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return plain.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return plain.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        plain.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        plain.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    private void await() throws IOException {
        if (handshaking) {
            int left = deadline.remainingMillis();
            if (left == 0) {
                throw new SocketTimeoutException();
            }
            plain.setSoTimeout(left);
        }
    }
}
