package dev.ptex.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that a certificate is for (RFC 9525 section 6). Where the JDK can compare them itself, this only explains
 * what it has turned down.
 *
 * @param hosts DNS names, the first label of which may be *
 * @param addresses IP addresses, as text
 */
record CertificateNames(List<String> hosts, List<String> addresses) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|[,+])CN=((?:\\\\.|[^,+\\\\])*)");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    CertificateNames {
        hosts = List.copyOf(hosts);
        addresses = List.copyOf(addresses);
    }

    static CertificateNames of(X509Certificate certificate) {
        List<String> hosts = alternatives(certificate, DNS_NAME);
        // As the JDK, which goes back to the common name where there are no DNS names (RFC 2818 section 3.1).
        return new CertificateNames(
                hosts.isEmpty() ? commonName(certificate) : hosts, alternatives(certificate, IP_ADDRESS));
    }

    boolean cover(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches()) {
            String address = canonical(bare);
            return addresses.stream().anyMatch(known -> canonical(known).equals(address));
        }
        String name = withoutDot(bare.toLowerCase(Locale.ROOT));
        return hosts.stream().anyMatch(pattern -> matches(withoutDot(pattern.toLowerCase(Locale.ROOT)), name));
    }

    /** Whether an address stands among the names, where nobody looks for it (RFC 9525 section 6.1.1). */
    boolean misplace(String host) {
        return !cover(host) && hosts.contains(host);
    }

    List<String> all() {
        List<String> all = new ArrayList<>(hosts);
        all.addAll(addresses);
        return all;
    }

    private static boolean matches(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(pattern.substring(1));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Called with literals only: anything else would be looked up in the DNS. */
    private static String canonical(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static List<String> alternatives(X509Certificate certificate, int type) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (Integer.valueOf(type).equals(name.get(0)) && name.get(1) instanceof String text) {
                    names.add(text);
                }
            }
        } catch (CertificateParsingException e) {
            names.clear();
        }
        return names;
    }

    private static List<String> commonName(X509Certificate certificate) {
        Matcher matcher =
                COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return matcher.find() ? List.of(matcher.group(1)) : List.of();
    }
}
