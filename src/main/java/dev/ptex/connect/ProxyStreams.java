package dev.ptex.connect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A proxy's bytes, read one by one under a deadline: what follows its reply belongs to the origin. */
record ProxyStreams(Socket socket, InputStream in, OutputStream out, Deadline deadline) {
    private static final int MOST = 16 * 1024;

    static ProxyStreams of(SocketChannel channel, Deadline deadline) throws IOException {
        Socket socket = channel.socket();
        return new ProxyStreams(socket, socket.getInputStream(), socket.getOutputStream(), deadline);
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    int read() throws IOException {
        await();
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    /** At least one byte, and as many as there are. */
    byte[] readSome() throws IOException {
        await();
        byte[] octets = new byte[MOST];
        int count = in.read(octets);
        if (count < 0) {
            throw new EOFException();
        }
        return Arrays.copyOf(octets, count);
    }

    private void await() throws IOException {
        int patience = deadline.remainingMillis();
        if (patience == 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(patience);
    }

    byte[] read(int count) throws IOException {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) read();
        }
        return octets;
    }
}
