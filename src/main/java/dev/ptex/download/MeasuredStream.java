package dev.ptex.download;

import dev.ptex.digest.Fingerprint;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Counts the bytes that go into a sink, and hashes them where that is of use. */
final class MeasuredStream extends OutputStream {
    private final OutputStream sink;
    private final Optional<MessageDigest> sha256;
    private long count;

    MeasuredStream(OutputStream sink, boolean hashed) {
        this.sink = sink;
        this.sha256 = hashed ? Optional.of(Hashes.sha256()) : Optional.empty();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        sink.write(bytes, offset, length);
        sha256.ifPresent(digest -> digest.update(bytes, offset, length));
        count += length;
    }

    long count() {
        return count;
    }

    /** What the bytes are; to be asked once they are all there. */
    Fingerprint fingerprint() {
        return new Fingerprint(
                count, Hashes.hex(sha256.orElseGet(Hashes::sha256).digest()));
    }
}
