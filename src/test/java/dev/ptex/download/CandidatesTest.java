package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final long MEGABYTE = 1 << 20;

    private final Mirror a = mirror("a");
    private final Mirror b = mirror("b");
    private final List<Duration> slept = new ArrayList<>();
    private final Candidates candidates = candidates(a, b);

    private Candidates candidates(Mirror... mirrors) {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(120));
        return new Candidates(
                List.of(mirrors), new Pauses(policy, slept::add, () -> Long.MIN_VALUE), new Experiences());
    }

    private static Mirror mirror(String host) {
        try {
            return new Mirror(Url.parse("http://" + host + "/x"), Mirror.Source.MIRRORS);
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    private static TransportException busy() {
        return TransportException.passing("busy");
    }

    private static TransportException busy(int seconds) {
        return TransportException.passing("busy", Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void all_areAskedOnceInOrder() {
        assertThat(candidates.next()).contains(a);
        assertThat(candidates.next()).contains(b);
        assertThat(candidates.next()).isEmpty();
        assertThat(slept).isEmpty();
    }

    @Test
    void lastingFailure_isNotAskedAgain() {
        candidates.failed(candidates.next().orElseThrow(), new TransportException("gone"), 0);
        candidates.failed(candidates.next().orElseThrow(), busy(), 0);

        assertThat(candidates.next()).contains(b);
    }

    @Test
    void wholeListIsTried_beforeAnyoneWaits() {
        candidates.failed(candidates.next().orElseThrow(), busy(), 0);
        assertThat(slept).isEmpty();
        candidates.failed(candidates.next().orElseThrow(), busy(), 0);

        assertThat(candidates.next()).contains(a);
        assertThat(slept).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void passes_areLimited() {
        Candidates one = candidates(a);
        for (int pass = 0; pass < 3; pass++) {
            one.failed(one.next().orElseThrow(), busy(), 0);
        }

        assertThat(one.next()).isEmpty();
        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void progress_startsThePassesAnew() {
        Candidates one = candidates(a);
        for (int pass = 0; pass < 20; pass++) {
            one.failed(one.next().orElseThrow(), busy(), MEGABYTE);
        }

        assertThat(one.next()).contains(a);
        assertThat(slept).allMatch(Duration.ofSeconds(1)::equals);
    }

    @Test
    void littleProgress_countsForNothing() {
        Candidates one = candidates(a);
        for (int pass = 0; pass < 3; pass++) {
            one.failed(one.next().orElseThrow(), busy(), MEGABYTE - 1);
        }

        assertThat(one.next()).isEmpty();
    }

    @Test
    void serversWish_isWaitedFor() {
        Candidates one = candidates(a);
        one.failed(one.next().orElseThrow(), busy(7), 0);

        assertThat(one.next()).contains(a);
        assertThat(slept).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void serverThatWantsToBeLeftAlone_isLeftAloneWhileOthersAreAsked() {
        candidates.failed(candidates.next().orElseThrow(), busy(10), 0);
        candidates.failed(candidates.next().orElseThrow(), busy(), 0);

        assertThat(candidates.next()).contains(b);
        candidates.failed(b, busy(), 0);
        assertThat(candidates.next()).contains(b);
        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void onePutBehind_comesAfterTheOthersInEachPass() {
        candidates.putBehind(candidates.next().orElseThrow());
        candidates.failed(candidates.next().orElseThrow(), busy(), 0);

        assertThat(candidates.next()).contains(a);
        assertThat(candidates.isLast(a)).isTrue();
        candidates.failed(a, busy(), 0);
        assertThat(candidates.next()).contains(b);
        assertThat(candidates.isLast(b)).isFalse();
    }

    @Test
    void attempts_areTheLastFailuresInListedOrder() {
        candidates.putBehind(candidates.next().orElseThrow());
        candidates.failed(candidates.next().orElseThrow(), new TransportException("gone"), 0);
        candidates.mismatched(candidates.next().orElseThrow(), "other bytes");

        assertThat(candidates.attempts()).map(Attempt::reason).containsExactly("other bytes", "gone");
    }
}
