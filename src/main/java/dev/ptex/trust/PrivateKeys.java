package dev.ptex.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes private keys of what files have: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915), encrypted or not. */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final byte[] VERSION = {Der.INTEGER, 1, 0};
    /** 1.2.840.113549.1.1.1, with the parameters that it has none. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** 1.2.840.10045.2.1. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    /** Where SEC 1 has the curve. */
    private static final int CURVE = 0xa0;

    private static final Pattern ENCRYPTION =
            Pattern.compile("(?:AES-(?<bits>128|192|256)|DES-EDE3)-CBC,(?<vector>(?:[0-9A-Fa-f]{2}){8,16})");

    private PrivateKeys() {}

    /** @throws GeneralSecurityException if it cannot be read; a wrong password is a key that makes no sense */
    static PrivateKey of(PemKey key, char[] password) throws GeneralSecurityException, IOException {
        byte[] der = key.encryption().isPresent() ? decrypted(key.encryption().get(), key.der(), password) : key.der();
        return switch (key.label()) {
            case "RSA PRIVATE KEY" ->
                decoded(Der.encode(Der.SEQUENCE, VERSION, RSA, Der.encode(Der.OCTET_STRING, der)));
            case "EC PRIVATE KEY" ->
                decoded(Der.encode(
                        Der.SEQUENCE,
                        VERSION,
                        Der.encode(Der.SEQUENCE, EC, curve(der)),
                        Der.encode(Der.OCTET_STRING, der)));
            case "ENCRYPTED PRIVATE KEY" -> decoded(decrypted(der, password));
            default -> decoded(der);
        };
    }

    private static byte[] curve(byte[] der) throws InvalidKeySpecException {
        return Der.member(der, CURVE).orElseThrow(() -> new InvalidKeySpecException("no curve"));
    }

    /** The JDK wants to be told which kind it is, which the key says itself. */
    private static PrivateKey decoded(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException failure = new InvalidKeySpecException("no such kind of key");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static byte[] decrypted(byte[] encrypted, char[] password) throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
        // For PBES2 (RFC 8018), only the parameters know which one it is.
        String name =
                info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
        Key key = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return info.getKeySpec(cipher).getEncoded();
    }

    /** As OpenSSL did before PKCS#8: the key is of one round of MD5, with the vector's beginning as salt. */
    private static byte[] decrypted(String info, byte[] encrypted, char[] password) throws GeneralSecurityException {
        Matcher known = ENCRYPTION.matcher(info);
        if (!known.matches()) {
            throw new InvalidKeySpecException("encrypted in an unknown way");
        }
        byte[] vector = HexFormat.of().parseHex(known.group("vector"));
        String bits = known.group("bits");
        byte[] secret = stretched(password, Arrays.copyOf(vector, 8), bits == null ? 24 : Integer.parseInt(bits) / 8);
        SecretKeySpec key = new SecretKeySpec(secret, bits == null ? "DESede" : "AES");
        Cipher cipher = Cipher.getInstance(key.getAlgorithm() + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(vector));
        return cipher.doFinal(encrypted);
    }

    private static byte[] stretched(char[] password, byte[] salt, int size) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] secret = new String(password).getBytes(StandardCharsets.UTF_8);
        byte[] key = {};
        byte[] last = {};
        while (key.length < size) {
            md5.update(last);
            md5.update(secret);
            last = md5.digest(salt);
            byte[] longer = Arrays.copyOf(key, key.length + last.length);
            System.arraycopy(last, 0, longer, key.length, last.length);
            key = longer;
        }
        return Arrays.copyOf(key, size);
    }
}
