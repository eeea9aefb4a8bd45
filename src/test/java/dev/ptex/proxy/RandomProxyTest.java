package dev.ptex.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Proxies and networks as nobody would think of them; the same ones in each run. */
class RandomProxyTest {
    private static final String SECRET = "S3cret";

    private static final String[] SCRAPS = {
        "/", "?", "#", "@", ":", "%", "%40", "[", "]", "\\", " ", "\n", "\t", "\0", "ä", "😀", "&", "=", "+", "//",
        "://", "1", "a"
    };

    @Test
    void passwordWithAnything_isNeverShown() {
        Random random = new Random(7);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            String start = random.nextBoolean() ? "http://" : random.nextBoolean() ? "" : "socks5:/";
            String text = start + "me:" + scraps(random) + SECRET + scraps(random) + "@p:" + random.nextInt(70_000);
            String shown = shown(text);

            assertThat(shown).as(text).doesNotContain(SECRET);
            understood += shown.contains(" in all_proxy ") ? 0 : 1;
        }
        assertThat(understood).isBetween(1000, 19_000);
    }

    @Test
    void proxyThatIsUnderstood_isTheHostAfterTheLastAt() throws Exception {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            String text = "http://me:" + scraps(random) + "@p:1";

            assertThat(parse(text).map(Proxy::toString).orElse("http://p:1"))
                    .as(text)
                    .isEqualTo("http://p:1");
        }
    }

    @Test
    void garbage_isRefusedOrUnderstood() throws Exception {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            String text = scraps(random) + (random.nextBoolean() ? "http://" : "") + scraps(random) + scraps(random);

            assertThat(parse(text).map(Proxy::port).orElse(1)).as(text).isBetween(1, 65535);
        }
    }

    @Test
    void network_coversWhatBeginsLikeIt() throws Exception {
        Random random = new Random(10);
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextBoolean() ? 4 : 16;
            byte[] network = new byte[length];
            random.nextBytes(network);
            network[0] |= 1; // Not an IPv4 address in IPv6's clothes.
            int bits = 1 + random.nextInt(length * 8);
            BigInteger flipped = new BigInteger(1, network).flipBit(random.nextInt(length * 8));
            byte[] host = octets(flipped, length);
            boolean covered = new BigInteger(1, network)
                            .xor(flipped)
                            .shiftRight(length * 8 - bits)
                            .signum()
                    == 0;
            String entry = InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
            String name = InetAddress.getByAddress(host).getHostAddress();

            assertThat(new NoProxy("x, " + entry).covers(name))
                    .as(entry + " " + name)
                    .isEqualTo(covered);
        }
    }

    private static byte[] octets(BigInteger number, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = number.shiftRight(8 * (length - 1 - i)).byteValue();
        }
        return octets;
    }

    private static Optional<Proxy> parse(String text) {
        try {
            return Optional.of(Proxy.parse("all_proxy", text));
        } catch (ProxyException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        try {
            return Proxy.parse("all_proxy", text).toString();
        } catch (ProxyException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String scraps(Random random) {
        StringBuilder scraps = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            scraps.append(SCRAPS[random.nextInt(SCRAPS.length)]);
        }
        return scraps.toString();
    }
}
