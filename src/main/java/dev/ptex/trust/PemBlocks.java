package dev.ptex.trust;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates' blocks of a PEM file (RFC 7468), decoded. Other blocks are passed over: keys, and "TRUSTED
 * CERTIFICATE", which may just as well say what its certificate is not to be trusted for.
 *
 * @param certificates each in DER
 * @param damaged how many blocks have no end or are not base64
 */
record PemBlocks(List<byte[]> certificates, int damaged) {
    private static final String BOUNDARY = "-----";
    private static final String CERTIFICATE = "CERTIFICATE-----";
    private static final String OLD_CERTIFICATE = "X509 CERTIFICATE-----";

    /** Takes markers only at the start of a line, as OpenSSL does, so that a commented-out block stays out. */
    static PemBlocks of(byte[] file) {
        List<byte[]> certificates = new ArrayList<>();
        int damaged = 0;
        StringBuilder body = null;
        for (Iterator<String> lines = text(file).lines().iterator(); lines.hasNext(); ) {
            String line = lines.next().stripTrailing();
            if (!line.startsWith(BOUNDARY)) {
                if (body != null) {
                    body.append(line);
                }
                continue;
            }
            byte[] der = body != null && isMarker(line, "-----END ") ? decoded(body) : null;
            if (der != null) {
                certificates.add(der);
            } else if (body != null) {
                damaged++;
            }
            body = isMarker(line, "-----BEGIN ") ? new StringBuilder() : null;
        }
        return new PemBlocks(certificates, body == null ? damaged : damaged + 1);
    }

    private static boolean isMarker(String line, String verb) {
        return line.startsWith(verb) && (line.endsWith(verb + CERTIFICATE) || line.endsWith(verb + OLD_CERTIFICATE));
    }

    private static byte @Nullable [] decoded(CharSequence base64) {
        try {
            return Base64.getDecoder().decode(base64.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Text around the blocks may be in any encoding; only PowerShell's UTF-16 keeps the blocks from being ASCII. */
    static String text(byte[] file) {
        if (startsWith(file, 0xef, 0xbb, 0xbf)) {
            return new String(file, 3, file.length - 3, StandardCharsets.ISO_8859_1);
        }
        boolean utf16 = startsWith(file, 0xff, 0xfe) || startsWith(file, 0xfe, 0xff);
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
        return new String(file, charset);
    }

    private static boolean startsWith(byte[] file, int... mark) {
        if (file.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((file[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
