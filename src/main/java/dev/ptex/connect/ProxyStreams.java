package dev.ptex.connect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/** A proxy's bytes, read one by one under a deadline: what follows its reply belongs to the origin. */
record ProxyStreams(Socket socket, InputStream in, OutputStream out, Deadline deadline) {
    static ProxyStreams of(SocketChannel channel, Deadline deadline) throws IOException {
        Socket socket = channel.socket();
        return new ProxyStreams(socket, socket.getInputStream(), socket.getOutputStream(), deadline);
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    int read() throws IOException {
        int patience = deadline.remainingMillis();
        if (patience == 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(patience);
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    byte[] read(int count) throws IOException {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) read();
        }
        return octets;
    }
}
