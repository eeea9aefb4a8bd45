package dev.ptex.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/** What an NTLM server wants proved: its CHALLENGE_MESSAGE (MS-NLMP section 2.2.1.2). */
final class NtlmChallenge {
    static final byte[] SIGNATURE = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0};

    static final int END_OF_LIST = 0;
    static final int FLAGS = 6;
    static final int TIMESTAMP = 7;

    private static final int TYPE = 2;
    private static final int SHORTEST = 32;
    private static final int TARGET_INFO_FIELD = 40;
    /** Without this flag, other things may stand where target info would, as squid's fake helper has it. */
    private static final int HAS_TARGET_INFO = 1 << 23;

    private final byte[] message;
    private final int flags;
    private final byte[] nonce;
    private final byte[] targetInfo;

    private NtlmChallenge(byte[] message, int flags, byte[] nonce, byte[] targetInfo) {
        this.message = message;
        this.flags = flags;
        this.nonce = nonce;
        this.targetInfo = targetInfo;
    }

    /** @return nothing for what is no such message */
    static Optional<NtlmChallenge> parse(String token) {
        byte[] message;
        try {
            message = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        boolean fits = message.length >= SHORTEST
                && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                && fields.getInt(8) == TYPE;
        if (!fits) {
            return Optional.empty();
        }
        byte[] info = {};
        if ((fields.getInt(20) & HAS_TARGET_INFO) != 0 && message.length >= TARGET_INFO_FIELD + 8) {
            int length = fields.getShort(TARGET_INFO_FIELD) & 0xffff;
            int offset = fields.getInt(TARGET_INFO_FIELD + 4);
            // squid's ntlm_fake_auth repeats our flag, and has the name of its domain in the field's place.
            if (offset >= 0 && offset <= message.length - length) {
                info = Arrays.copyOfRange(message, offset, offset + length);
            }
        }
        return Optional.of(new NtlmChallenge(message, fields.getInt(20), Arrays.copyOfRange(message, 24, 32), info));
    }

    /** All of it, as it came. */
    byte[] message() {
        return message.clone();
    }

    /** What the server agrees to. */
    int flags() {
        return flags;
    }

    /** Of the server, 8 bytes. */
    byte[] nonce() {
        return nonce.clone();
    }

    /** The server's AV pairs (section 2.2.2.1), none if it sends none. */
    byte[] targetInfo() {
        return targetInfo.clone();
    }

    /** Where the value of a pair begins in the target info; nothing if it is not there, or not 4 or 8 bytes long. */
    OptionalInt valueOf(int pair) {
        ByteBuffer pairs = ByteBuffer.wrap(targetInfo).order(ByteOrder.LITTLE_ENDIAN);
        while (pairs.remaining() >= 4) {
            int id = pairs.getShort() & 0xffff;
            int length = pairs.getShort() & 0xffff;
            if (id == END_OF_LIST || length > pairs.remaining()) {
                break;
            }
            if (id == pair && length == (pair == TIMESTAMP ? 8 : 4)) {
                return OptionalInt.of(pairs.position());
            }
            pairs.position(pairs.position() + length);
        }
        return OptionalInt.empty();
    }

    /** The server's, in tenths of a microsecond since 1601; 0 if it does not tell it. */
    long time() {
        OptionalInt place = valueOf(TIMESTAMP);
        return place.isEmpty()
                ? 0
                : ByteBuffer.wrap(targetInfo).order(ByteOrder.LITTLE_ENDIAN).getLong(place.getAsInt());
    }
}
