package dev.ptex.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * A manifest's characters, without a byte order mark. It remembers the last ones, since the parser tells where it came
 * to grief but not, other than in words of its own, what is there.
 */
final class ManifestText extends Reader {
    private static final int BYTE_ORDER_MARK = 0xfeff;
    /** A power of two, and a few times what the parser reads ahead. */
    private static final int KEPT = 1 << 15;

    private final Reader source;
    private final char[] recent = new char[KEPT];
    private long length;
    private boolean started;

    private ManifestText(Reader source) {
        this.source = source;
    }

    /** Bytes that are no UTF-8 become replacement characters: they may be where nobody looks. */
    static ManifestText lenient(InputStream source) {
        return new ManifestText(new InputStreamReader(source, StandardCharsets.UTF_8));
    }

    /** Bytes that are no UTF-8 are an error, as for scie-jump: whoever writes a manifest anew would change them. */
    static ManifestText strict(InputStream source) {
        return new ManifestText(new InputStreamReader(source, StandardCharsets.UTF_8.newDecoder()));
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        if (!started) {
            started = true;
            int first = source.read();
            if (first >= 0 && first != BYTE_ORDER_MARK && count > 0) {
                target[offset] = (char) first;
                remember(target, offset, 1);
                return 1;
            }
        }
        int got = source.read(target, offset, Math.min(count, KEPT / 4));
        remember(target, offset, got);
        return got;
    }

    /** The character there, counted from 0; -1 if it is not read yet, or forgotten. */
    int at(long position) {
        boolean known = position >= Math.max(0, length - KEPT) && position < length;
        return known ? recent[(int) (position % KEPT)] : -1;
    }

    /** How many characters have been read. */
    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void remember(char[] text, int offset, int count) {
        for (int i = 0; i < count; i++) {
            recent[(int) (length % KEPT)] = text[offset + i];
            length++;
        }
    }
}
