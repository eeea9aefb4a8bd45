package dev.ptex.url;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits a URL into its parts (RFC 3986 appendix B), leniently where a server may know better. */
final class UrlParser {
    /** What may stand in a request target as it is, besides letters and digits. */
    private static final String LEGAL = "-._~:/?[]@!$&'()*+,;=%";

    private UrlParser() {}

    static Url parse(String text) throws MalformedUrlException {
        int colon = schemeLength(text);
        if (colon <= 0) {
            throw new MalformedUrlException("it does not start with a scheme, such as https:");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = withoutFragment(text.substring(colon + 1));
        if (scheme.equals("file")) {
            return FileUrl.parse(rest);
        }
        int slashes = slashes(rest);
        if (slashes < 1 || slashes > 3) {
            throw new MalformedUrlException("there is no host after " + scheme + ":");
        }
        int end = firstOf(rest, slashes, "/?");
        return withAuthority(scheme, rest.substring(slashes, end), rest.substring(end));
    }

    /** The length of the scheme that the text starts with, or 0. */
    static int schemeLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean later = isDigit(c) || c == '+' || c == '-' || c == '.';
            if (!isLetter(c) && !(i > 0 && later)) {
                return 0;
            }
        }
        return 0;
    }

    /** How many it begins with: curl takes one or three for two. */
    private static int slashes(String rest) {
        int count = 0;
        while (rest.startsWith("/", count)) {
            count++;
        }
        return count;
    }

    static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    /** Percent-encodes, as UTF-8, what is illegal in a request target; an existing escape is left alone. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if (isLetter(c) || isDigit(c) || LEGAL.indexOf(c) >= 0) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", c));
            }
        }
        return encoded.toString();
    }

    private static Url withAuthority(String scheme, String authority, String pathAndQuery)
            throws MalformedUrlException {
        int at = authority.lastIndexOf('@');
        Optional<String> userInfo = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
        String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        if (host.isEmpty()) {
            throw new MalformedUrlException("there is no host after " + scheme + "://");
        }
        int question = pathAndQuery.indexOf('?');
        return new Url(
                scheme,
                userInfo,
                host,
                port(colon < 0 ? null : hostAndPort.substring(colon + 1)),
                encode(question < 0 ? pathAndQuery : pathAndQuery.substring(0, question)),
                question < 0 ? Optional.empty() : Optional.of(encode(pathAndQuery.substring(question + 1))));
    }

    private static String host(String written) throws MalformedUrlException {
        if (written.startsWith("[")) {
            if (!written.matches("\\[[0-9A-Fa-f:.]+(%[\\w.~%-]+)?]")) {
                throw new MalformedUrlException("its host is not an IPv6 address");
            }
            return written.substring(1, written.length() - 1);
        }
        String ascii = decoded(written);
        if (!ascii.chars().allMatch(c -> c < 0x80)) {
            try {
                ascii = IDN.toASCII(ascii);
            } catch (IllegalArgumentException e) {
                throw new MalformedUrlException("its host is not a name");
            }
        }
        if (!ascii.matches("[\\w.~-]*")) {
            throw new MalformedUrlException("its host has a character that no host name has");
        }
        return AddressLiteral.canonical(ascii);
    }

    /** RFC 3986 section 3.2.2: a host is the same with and without escapes. As curl reads it. */
    private static String decoded(String host) throws MalformedUrlException {
        try {
            return URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedUrlException("its host has a % that two hexadecimal digits do not follow");
        }
    }

    private static int port(@Nullable String digits) throws MalformedUrlException {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        if (!digits.matches("0*\\d{1,5}") || Integer.parseInt(digits) > 65535 || Integer.parseInt(digits) == 0) {
            throw new MalformedUrlException("its port is not a number from 1 to 65535");
        }
        return Integer.parseInt(digits);
    }

    /** Of ASCII only, unlike Character's. */
    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static int firstOf(String text, int from, String characters) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
