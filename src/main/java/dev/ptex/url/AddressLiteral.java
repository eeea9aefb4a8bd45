package dev.ptex.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells IP addresses from names, without ever looking a name up. */
public final class AddressLiteral {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern NUMBERS = Pattern.compile("(?:0[xX][0-9A-Fa-f]{1,8}|\\d{1,12})");

    private AddressLiteral() {}

    /**
     * The usual form of an IPv4 address that is written in another: as one to four numbers, each decimal, octal or
     * hexadecimal, as inet_aton(3) and so curl read it. Any other host is left as it is.
     */
    static String canonical(String host) {
        String[] parts = host.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long part = parts.length > 4 ? -1 : number(parts[i]);
            // The last one stands for all octets that are left.
            if (part < 0 || part >= (last ? 1L << (8 * (4 - i)) : 256)) {
                return host;
            }
            address += part << (last ? 0 : 8 * (3 - i));
        }
        return (address >> 24) + "." + ((address >> 16) & 0xff) + "." + ((address >> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /** @return -1 for what is no number */
    private static long number(String digits) {
        if (!NUMBERS.matcher(digits).matches()) {
            return -1;
        }
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Long.parseLong(digits.substring(2), 16);
        }
        if (digits.startsWith("0") && digits.chars().anyMatch(c -> c > '7')) {
            return -1;
        }
        return Long.parseLong(digits, digits.startsWith("0") ? 8 : 10);
    }

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
