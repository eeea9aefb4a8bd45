package dev.ptex.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof that a password is known (MS-NLMP section 3.3.2, NTLM v2). */
final class NtlmProof {
    private final byte[] lanManager;
    private final byte[] response;
    private final byte[] sessionKey;

    private NtlmProof(byte[] lanManager, byte[] response, byte[] sessionKey) {
        this.lanManager = lanManager;
        this.response = response;
        this.sessionKey = sessionKey;
    }

    /**
     * @param targetInfo AV pairs that the server is told again
     * @param time in tenths of a microsecond since 1601
     * @param clientNonce 8 random bytes
     * @param withLanManager whether there is an older proof beside it; not where the server has told its time
     */
    static NtlmProof of(
            NtlmUser user,
            byte[] serverNonce,
            byte[] targetInfo,
            long time,
            byte[] clientNonce,
            boolean withLanManager) {
        byte[] key = user.key();
        ByteBuffer blob = ByteBuffer.allocate(28 + targetInfo.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        blob.put(new byte[] {1, 1, 0, 0, 0, 0, 0, 0}).putLong(time).put(clientNonce);
        blob.putInt(0).put(targetInfo).putInt(0);
        byte[] proof = hmac(key, serverNonce, blob.array());
        byte[] older = withLanManager ? joined(hmac(key, serverNonce, clientNonce), clientNonce) : new byte[24];
        return new NtlmProof(older, joined(proof, blob.array()), hmac(key, proof));
    }

    /** LmChallengeResponse. */
    byte[] lanManager() {
        return lanManager.clone();
    }

    /** NtChallengeResponse. */
    byte[] response() {
        return response.clone();
    }

    /** SessionBaseKey, which nothing but the message integrity code is made with. */
    byte[] sessionKey() {
        return sessionKey.clone();
    }

    /** HMAC-MD5 (RFC 2104). */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has HMAC-MD5", e);
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
