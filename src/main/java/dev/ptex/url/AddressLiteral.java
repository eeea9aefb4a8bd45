package dev.ptex.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells IP addresses from names, without ever looking a name up. */
public final class AddressLiteral {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private AddressLiteral() {}

    /** The 4 or 16 octets of an address, without its zone; nothing for a name. */
    public static Optional<byte[]> octets(String host) {
        int zone = host.indexOf('%');
        String literal = zone < 0 ? host : host.substring(0, zone);
        if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            // The JDK parses what looks like an address, and looks only other texts up.
            return Optional.of(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
