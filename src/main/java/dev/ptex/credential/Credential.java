package dev.ptex.credential;

import dev.ptex.url.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user and a password, for one place. */
public record Credential(String user, String password) implements Grant {
    /** What the part of a URL before its @ means (RFC 3986 section 3.2.1); a plus is a plus. */
    public static Credential ofUserInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        return new Credential(
                PercentEncoding.decode(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                PercentEncoding.decode(colon < 0 ? "" : userInfo.substring(colon + 1)));
    }

    /** The value of an Authorization or Proxy-Authorization header (RFC 7617). */
    public String basic() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "***";
    }
}
