package dev.ptex.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a client says to an NTLM server (MS-NLMP section 2.2.1). */
final class NtlmMessages {
    private static final int UNICODE = 1;
    private static final int OEM = 1 << 1;
    private static final int REQUEST_TARGET = 1 << 2;
    private static final int NTLM = 1 << 9;
    private static final int ALWAYS_SIGN = 1 << 15;
    private static final int EXTENDED_SESSION_SECURITY = 1 << 19;
    private static final int TARGET_INFO = 1 << 23;

    /** No key is exchanged: nothing is signed or sealed after the login. */
    private static final int OFFER =
            UNICODE | OEM | REQUEST_TARGET | NTLM | ALWAYS_SIGN | EXTENDED_SESSION_SECURITY | TARGET_INFO;

    private static final int INTEGRITY_CODE = 72;
    private static final int PAYLOAD = INTEGRITY_CODE + 16;

    /** MsvAvFlags: there is a message integrity code. */
    private static final int HAS_INTEGRITY_CODE = 2;

    /** Some domains let a user log in from named workstations only; the name of this one is nobody's business. */
    private static final String WORKSTATION = "WORKSTATION";

    private NtlmMessages() {}

    /** NEGOTIATE_MESSAGE: names nobody, and offers what there is. */
    static byte[] negotiate() {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NtlmChallenge.SIGNATURE)
                .putInt(1)
                .putInt(OFFER)
                .array();
    }

    /**
     * AUTHENTICATE_MESSAGE. Where the server tells its time, the three messages are bound together by a code (section
     * 3.1.5.1.2).
     *
     * @param time in tenths of a microsecond since 1601, for servers that do not tell theirs
     */
    static byte[] authenticate(NtlmUser user, NtlmChallenge challenge, long time, byte[] clientNonce) {
        boolean timed = challenge.valueOf(NtlmChallenge.TIMESTAMP).isPresent();
        NtlmProof proof = NtlmProof.of(
                user,
                challenge.nonce(),
                timed ? withFlag(challenge) : challenge.targetInfo(),
                timed ? challenge.time() : time,
                clientNonce,
                !timed);
        byte[] message = message(user, challenge, proof);
        if (timed) {
            byte[] code = NtlmProof.hmac(proof.sessionKey(), negotiate(), challenge.message(), message);
            System.arraycopy(code, 0, message, INTEGRITY_CODE, code.length);
        }
        return message;
    }

    private static byte[] message(NtlmUser user, NtlmChallenge challenge, NtlmProof proof) {
        boolean unicode = (challenge.flags() & UNICODE) != 0;
        Charset charset = unicode ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
        List<byte[]> fields = List.of(
                proof.lanManager(),
                proof.response(),
                user.domain().getBytes(charset),
                user.name().getBytes(charset),
                WORKSTATION.getBytes(charset),
                new byte[0]);
        int length = PAYLOAD + fields.stream().mapToInt(field -> field.length).sum();
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        message.put(NtlmChallenge.SIGNATURE).putInt(3);
        int offset = PAYLOAD;
        for (byte[] field : fields) {
            message.putShort((short) field.length)
                    .putShort((short) field.length)
                    .putInt(offset);
            offset += field.length;
        }
        message.putInt(OFFER & challenge.flags() & ~(unicode ? OEM : UNICODE));
        message.position(PAYLOAD);
        fields.forEach(message::put);
        return message.array();
    }

    private static byte[] withFlag(NtlmChallenge challenge) {
        byte[] info = challenge.targetInfo();
        if (challenge.valueOf(NtlmChallenge.FLAGS).isPresent()) {
            byte[] flagged = info.clone();
            flagged[challenge.valueOf(NtlmChallenge.FLAGS).getAsInt()] |= HAS_INTEGRITY_CODE;
            return flagged;
        }
        // In front: the list may end before the bytes do.
        byte[] flag = {NtlmChallenge.FLAGS, 0, 4, 0, HAS_INTEGRITY_CODE, 0, 0, 0};
        return NtlmProof.joined(flag, info);
    }
}
