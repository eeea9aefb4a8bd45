package dev.ptex.trust;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** As much of DER (X.690) as it takes to put one form of a private key into another. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private Der() {}

    static byte[] encode(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        int length = content.size();
        if (length < 0x80) {
            encoded.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            encoded.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                encoded.write(length >> (8 * i));
            }
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }

    /** The content of the first element with this tag among those that a sequence has; nothing if there is none. */
    static Optional<byte[]> member(byte[] sequence, int tag) {
        Optional<byte[]> members = content(sequence, 0, SEQUENCE);
        for (int at = 0; members.isPresent() && at < members.get().length; at = end(members.get(), at)) {
            Optional<byte[]> member = content(members.get(), at, tag);
            if (member.isPresent() || end(members.get(), at) <= at) {
                return member;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> content(byte[] encoded, int at, int tag) {
        int end = end(encoded, at);
        return end > at && (encoded[at] & 0xff) == tag
                ? Optional.of(Arrays.copyOfRange(encoded, start(encoded, at), end))
                : Optional.empty();
    }

    private static int start(byte[] encoded, int at) {
        int length = encoded[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    /** Where the element that begins here ends; 0 if it is none, or goes on behind the bytes. */
    private static int end(byte[] encoded, int at) {
        if (at + 2 > encoded.length || start(encoded, at) > encoded.length) {
            return 0;
        }
        int first = encoded[at + 1] & 0xff;
        long length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < start(encoded, at); i++) {
            length = length << 8 | (encoded[i] & 0xff);
            if (length > encoded.length) {
                return 0;
            }
        }
        long end = start(encoded, at) + length;
        return end > encoded.length ? 0 : (int) end;
    }
}
