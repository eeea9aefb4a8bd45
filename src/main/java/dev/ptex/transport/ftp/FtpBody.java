package dev.ptex.transport.ftp;

import dev.ptex.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What comes over a data connection, up to where it should end; the end of the connection alone says nothing, as a
 * broken one ends as well. Closes the session with it: each file has one of its own.
 */
final class FtpBody extends InputStream {
    private final FtpSession session;
    private final InputStream data;
    private final OptionalLong bound;
    private final boolean toTheEnd;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long count;
    private boolean ended;

    /**
     * @param bound how many bytes are wanted, or left in the file, as far as that is known
     * @param toTheEnd whether these are the file's last bytes, after which the server says that it has sent all
     */
    FtpBody(FtpSession session, InputStream data, OptionalLong bound, boolean toTheEnd) {
        this.session = session;
        this.data = data;
        this.bound = bound;
        this.toTheEnd = toTheEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long left = bound.orElse(Long.MAX_VALUE) - count;
        if (ended || (left == 0 && !toTheEnd)) {
            return -1;
        }
        try {
            int read = left == 0 ? atTheEnd() : data.read(bytes, offset, (int) Math.min(left, length));
            if (read < 0) {
                end();
            }
            count += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw closed.get()
                    ? new TransportException("it was closed after " + count + " bytes")
                    : FtpFailure.of(e, "after " + progress());
        }
    }

    /** A file that has grown is another one. */
    private int atTheEnd() throws IOException {
        if (data.read() >= 0) {
            throw new TransportException(
                    "the server sends more than the " + bound.orElse(count) + " bytes it has told");
        }
        return -1;
    }

    private void end() throws IOException {
        ended = true;
        data.close();
        if (bound.isPresent() && count < bound.getAsLong()) {
            throw TransportException.passing("the connection was closed after " + progress());
        }
        if (!session.completePendingCommand()) {
            throw new FtpSession.RefusedException(session);
        }
        close();
    }

    private String progress() {
        return bound.isPresent() ? count + " of " + bound.getAsLong() + " bytes" : count + " bytes, before its end";
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.leave();
        }
    }
}
