package dev.ptex.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Sha256;
import dev.ptex.mirror.Mirror;
import dev.ptex.progress.ProgressListener;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.retry.Timing;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.url.Url;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UrlCheckTest {
    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");
    private static final Expectation HELLO = new Expectation(OptionalLong.of(5), Optional.of(Sha256.of("hello")));

    private final Deque<TransportException> failures = new ArrayDeque<>();
    private final List<TransportRequest> requests = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private Optional<Instant> certified = Optional.empty();
    private InputStream body = new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));

    private final class Fake implements Transport {
        @Override
        public Set<String> schemes() {
            return Set.of("http", "https", "ftp");
        }

        @Override
        public TransportResponse open(TransportRequest request) throws TransportException {
            requests.add(request);
            request.observer().certified(() -> certified);
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            return new TransportResponse.Whole(OptionalLong.of(5), Optional.empty(), true, body);
        }
    }

    private Verdict check(String url, Optional<Expectation> expectation, boolean full) throws Exception {
        UrlCheck check = new UrlCheck(
                new Transports(List.of(new Fake())),
                new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60)),
                new Timing(System::nanoTime, waits::add, new Random(1)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        Mirror mirror = new Mirror(Url.parse(url), Mirror.Source.MANIFEST);
        return check.check("a", mirror, expectation, full, ProgressListener.SILENT);
    }

    private Verdict check() throws Exception {
        return check("https://h/a", Optional.of(HELLO), false);
    }

    @Test
    void failureThatMayPass_isAskedAgainAfterTheWaitThatTheServerWants() throws Exception {
        failures.add(TransportException.passing("the server answered 503", Optional.of(Duration.ofSeconds(7))));

        assertThat(check().isOk()).isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void failureThatDoesNotPass_isToldAfterAsManyTriesAsAFetchHas() throws Exception {
        for (int i = 0; i < 5; i++) {
            failures.add(TransportException.passing("it is down"));
        }

        assertThat(check().problem()).contains("it is down");
        assertThat(requests).hasSize(3);
    }

    @Test
    void failureThatStays_isNotAskedAgain() throws Exception {
        failures.add(new TransportException("the server answered 410 Gone"));

        assertThat(check().problem()).contains("the server answered 410 Gone");
        assertThat(waits).isEmpty();
    }

    @Test
    void bodyThatBreaksOff_isFetchedAgain() throws Exception {
        InputStream whole = body;
        body = new InputStream() {
            @Override
            public int read() throws TransportException {
                body = whole;
                throw TransportException.passing("the connection was closed");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws TransportException {
                return read();
            }
        };

        assertThat(check("https://h/a", Optional.of(HELLO), true).seen().sha256())
                .contains(Sha256.of("hello"));
        assertThat(requests).hasSize(2);
    }

    @Test
    void certificateThatExpiresWithinAMonth_isNoted() throws Exception {
        certified = Optional.of(NOW.plus(Duration.ofDays(29)));

        assertThat(check().notes()).containsExactly("its certificate expires on 2030-03-01");
    }

    @Test
    void certificateThatIsValidForLonger_isNot() throws Exception {
        certified = Optional.of(NOW.plus(Duration.ofDays(30)));

        assertThat(check().notes()).isEmpty();
    }

    @Test
    void fullCheck_notesTheCertificateToo() throws Exception {
        certified = Optional.of(NOW.plus(Duration.ofDays(1)));

        assertThat(check("https://h/a", Optional.of(HELLO), true).notes())
                .containsExactly("its certificate expires on 2030-02-01");
    }

    @Test
    void anyProtocolInTheClear_needsAHash() throws Exception {
        assertThat(check("ftp://h/a", Optional.empty(), false).problem())
                .contains("ftp without a hash: nobody could tell that the bytes were changed on their way");
    }

    @Test
    void secureProtocol_needsNone() throws Exception {
        assertThat(check("https://h/a", Optional.empty(), false).isOk()).isTrue();
    }
}
