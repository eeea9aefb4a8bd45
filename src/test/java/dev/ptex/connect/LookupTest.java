package dev.ptex.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LookupTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> asked = new ArrayList<>();

    private Lookup saying(String words, String wordsForMissing) {
        return new Lookup(host -> {
            throw new UnknownHostException(host + (host.equals("x.test") ? words : wordsForMissing));
        });
    }

    private Lookup finding(InetAddress... addresses) {
        return new Lookup(host -> {
            asked.add(host);
            return List.of(addresses);
        });
    }

    private static Lookup waiting() {
        return new Lookup(host -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
    }

    private static DialException failure(Lookup lookup, Duration limit) {
        return catchThrowableOfType(DialException.class, () -> lookup.addresses("x.test", limit));
    }

    @Test
    void missingName_mayNotPass() {
        DialException failure = failure(saying(": Kein solcher Name", ": Kein solcher Name"), LONG);

        assertThat(failure).hasMessage("no address is known for x.test");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void failedLookup_mayPassAndSaysTheSystemsWords() {
        DialException failure = failure(saying(": Temporärer Fehler", ": Kein solcher Name"), LONG);

        assertThat(failure).hasMessage("x.test could not be looked up: temporärer Fehler");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void failureWithoutWords_isAMissingName() {
        assertThat(failure(saying("", ": Kein solcher Name"), LONG).isPassing()).isFalse();
    }

    @Test
    void slowLookup_isGivenUpAndMayPass() {
        DialException failure = failure(waiting(), Duration.ofMillis(50));

        assertThat(failure).hasMessage("x.test could not be looked up within 0.05 s");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void interruptedLookup_endsAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        DialException failure = failure(waiting(), LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessage("looking up x.test was interrupted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "a.localhost", "a.b.LocalHost."})
    void nameOfThisMachine_isLoopbackAndAskedOfNobody(String host) throws Exception {
        assertThat(finding().addresses(host, LONG)).allMatch(InetAddress::isLoopbackAddress);
        assertThat(asked).isEmpty();
    }

    @Test
    void nameThatEndsAlike_isLookedUp() throws Exception {
        finding(InetAddress.getLoopbackAddress()).addresses("notlocalhost", LONG);

        assertThat(asked).containsExactly("notlocalhost");
    }

    @Test
    void zoneOfAnAddress_isDecoded() throws Exception {
        finding(InetAddress.getLoopbackAddress()).addresses("fe80::1%25eth0", LONG);

        assertThat(asked).containsExactly("fe80::1%eth0");
    }
}
