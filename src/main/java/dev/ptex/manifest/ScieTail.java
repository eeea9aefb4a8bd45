package dev.ptex.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Finds what follows a zip: scie-jump writes a scie's manifest there, and looks for it by the last end of central
 * directory record (APPNOTE.TXT section 4.3.16), as far from the end as such a record can begin in a zip.
 */
final class ScieTail {
    private static final int RECORD = 22;
    private static final int LONGEST = RECORD + 0xffff;
    private static final byte[] SIGNATURE = {'P', 'K', 5, 6};

    private ScieTail() {}

    /** The offset of the first byte behind the zip that a file ends with; nothing if it does not. */
    static OptionalLong offset(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long begin = Math.max(0, channel.size() - LONGEST);
            ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - begin));
            while (tail.hasRemaining() && channel.read(tail, begin + tail.position()) > 0) {
                // Until all of it is there.
            }
            int end = end(tail.array(), tail.position());
            return end < 0 ? OptionalLong.empty() : OptionalLong.of(begin + end);
        }
    }

    /** @return -1 if there is no record */
    private static int end(byte[] tail, int length) {
        for (int start = length - RECORD; start >= 0; start--) {
            if (isSignature(tail, start)) {
                int comment = (tail[start + 20] & 0xff) | (tail[start + 21] & 0xff) << 8;
                return Math.min(length, start + RECORD + comment);
            }
        }
        return -1;
    }

    private static boolean isSignature(byte[] tail, int at) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (tail[at + i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }
}
