package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What simulations have found, and what the shell around a plan relies on. */
class PlannerTest {
    private static final long SIZE = 100_000_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Reply WHOLE = Reply.whole(OptionalLong.of(SIZE), Optional.of(new Validator("\"1\"")), true);

    private final List<Request> asked = new ArrayList<>();
    private final PartialFile file = new PartialFile(OptionalLong.of(SIZE), true, true);
    private final Planner planner = planner();

    private Planner planner() {
        RetryPolicy retries = new RetryPolicy(4, Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofSeconds(120));
        PlanPolicy policy = new PlanPolicy(4, Segment.OPEN, Duration.ofSeconds(30), 1024, retries);
        return new Planner(policy, file, List.of(source()), new Asking(), new Random(1));
    }

    private static TransportException lost() {
        return TransportException.passing("lost");
    }

    private static Source source() {
        try {
            return new Source(new Mirror(Url.parse("http://host/file"), Mirror.Source.MANIFEST), "host");
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    /** Has connections do nothing but ask. */
    private final class Asking implements Connections {
        @Override
        public void ask(int connection, Request request) {
            asked.add(request);
        }

        @Override
        public void take(int connection, Segment segment) {}

        @Override
        public long shorten(int connection, long end) {
            return end;
        }

        @Override
        public void leave(int connection) {}

        @Override
        public void restart() {}

        @Override
        public void setAside() {}
    }

    @Test
    void failureThatMayPass_isFollowedByAnAlarmThatStaysUntilItIsTold() {
        planner.begin(0);
        planner.failed(0, lost(), SECOND);

        long alarm = planner.alarm().orElseThrow();
        planner.worked(0);

        assertThat(alarm).isBetween(SECOND, 2 * SECOND);
        assertThat(planner.alarm()).hasValue(alarm);
        planner.time(3 * SECOND);
        assertThat(asked).hasSize(2);
    }

    @Test
    void farSource_isAskedForStretchesOnAllConnections() {
        planner.begin(0);
        planner.opened(0, WHOLE, SECOND);
        planner.arrived(0, 14_600, SECOND + 1);
        planner.time(SECOND + planner.alarm().orElseThrow());

        assertThat(asked).hasSize(4);
        assertThat(asked.get(1).whole()).isFalse();
        assertThat(asked.get(1).orWhole()).isFalse();
        assertThat(asked.get(3).segment().to()).isEqualTo(SIZE);
    }

    /** Another version is welcome where nothing else comes. */
    @Test
    void brokenBody_isAskedForWithTheWholeOfAnotherVersionAsWell() {
        planner.begin(0);
        planner.opened(0, WHOLE, SECOND);
        planner.arrived(0, 2_000_000, 2 * SECOND);
        planner.failed(0, lost(), 2 * SECOND);

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).segment()).isEqualTo(new Segment(2_000_000, Segment.OPEN));
        assertThat(asked.get(1).orWhole()).isTrue();
    }

    @Test
    void sourceThatFailsInVain_isGivenUp() {
        planner.begin(0);
        for (int time = 1; planner.state() == Planner.State.RUNNING; time++) {
            planner.failed(0, lost(), time * SECOND);
            planner.time(time * SECOND + SECOND / 2);
        }

        assertThat(planner.state()).isEqualTo(Planner.State.HOPELESS);
        assertThat(asked).hasSize(4);
    }
}
