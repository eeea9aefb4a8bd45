package dev.ptex.proxy;

import dev.ptex.url.AddressLiteral;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts that are reached without a proxy, as libcurl reads the list. Names are compared, never looked up.
 *
 * <p>Two habits of older libcurl's are kept, which nobody can mean differently: blanks part entries like commas do, and
 * an IPv6 address may stand in brackets. An entry with a port covers nothing, as in every libcurl.
 */
final class NoProxy {
    private final String list;

    NoProxy(String list) {
        this.list = list.strip();
    }

    boolean covers(String host) {
        if (list.equals("*")) {
            return true;
        }
        Optional<byte[]> address = AddressLiteral.octets(host);
        String name = withoutDots(host);
        return Stream.of(list.split("[\\s,]+"))
                .anyMatch(entry -> address.isPresent()
                        ? coversAddress(entry, address.get())
                        : coversName(withoutDots(entry), name));
    }

    private static boolean coversName(String entry, String name) {
        return !entry.isEmpty() && (name.equals(entry) || name.endsWith("." + entry));
    }

    private static boolean coversAddress(String entry, byte[] address) {
        int slash = entry.indexOf('/');
        String network = (slash < 0 ? entry : entry.substring(0, slash)).replaceAll("^\\[|]$", "");
        int written = slash < 0 ? 0 : bits(entry.substring(slash + 1));
        // To libcurl, no bits are all bits: 0.0.0.0/0 sends nobody past the proxy.
        int bits = written == 0 ? address.length * 8 : written;
        return AddressLiteral.octets(network)
                .map(base -> base.length == address.length && startsAlike(base, address, bits))
                .orElse(false);
    }

    private static boolean startsAlike(byte[] base, byte[] address, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            if (bit == base.length * 8) {
                // More bits than an address has: no network.
                return false;
            }
            int mask = 0x80 >> (bit % 8);
            if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A length that is no number covers nothing. */
    private static int bits(String digits) {
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private static String withoutDots(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("^\\.|\\.$", "");
    }
}
