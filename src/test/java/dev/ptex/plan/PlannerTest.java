package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.retry.RetryPolicy;
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
    /** On which connections, in the same order. */
    private final List<Integer> numbers = new ArrayList<>();

    private final List<String> told = new ArrayList<>();
    private final Source source = source("host");
    private final Source other = source("other");
    private final PartialFile file = new PartialFile(OptionalLong.of(SIZE), true, true);
    private final Planner planner = planner(file, Duration.ofMillis(1), source);

    private Planner planner(PartialFile of, Duration backOff, Source... sources) {
        RetryPolicy retries = new RetryPolicy(4, backOff, Duration.ofSeconds(30), Duration.ofSeconds(120));
        PlanPolicy policy = new PlanPolicy(4, Segment.OPEN, Duration.ofSeconds(30), 1024, retries);
        return new Planner(policy, of, List.of(sources), new Asking(), new Random(1));
    }

    /** Has all connections ask, one second after the first one has. */
    private void divide(Planner begun) {
        begun.begin(0);
        begun.opened(0, WHOLE, SECOND);
        begun.arrived(0, 0, 14_600, SECOND + 1);
        begun.time(SECOND + begun.alarm().orElseThrow());
    }

    private static TransportException lost() {
        return TransportException.passing("lost");
    }

    private static Source source(String host) {
        try {
            return new Source(new Mirror(Url.parse("http://" + host + "/file"), Mirror.Source.MANIFEST), host);
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    /** Has connections do nothing but ask. */
    private final class Asking implements Connections {
        @Override
        public void ask(int connection, Request request) {
            asked.add(request);
            numbers.add(connection);
        }

        @Override
        public void take(int connection, Segment segment) {}

        @Override
        public long bound(int connection, long end) {
            told.add("bound " + connection + " " + end);
            return end;
        }

        @Override
        public long leave(int connection) {
            told.add("leave " + connection);
            return 0;
        }

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
        divide(planner);

        assertThat(asked).hasSize(4);
        assertThat(asked.get(1).whole()).isFalse();
        assertThat(asked.get(1).orWhole()).isFalse();
        assertThat(asked.get(3).segment().to()).isEqualTo(SIZE);
    }

    private void beginSmallFileOf(Source... sources) {
        OptionalLong size = OptionalLong.of(4_000_000);
        Planner begun = planner(new PartialFile(size, true, true), Duration.ofMillis(1), sources);
        begun.begin(0);
        begun.opened(0, Reply.whole(size, WHOLE.validator(), true), SECOND);
        begun.arrived(0, 0, 30_000, SECOND + SECOND / 100);
        begun.time(SECOND + SECOND / 100);
    }

    /** Each new connection has a slow start. */
    @Test
    void smallFileOfAFarSource_isLeftToOneConnection() {
        beginSmallFileOf(source);

        assertThat(asked).hasSize(1);
    }

    @Test
    void smallFileOfAFarSource_isSharedWithOneThatNobodyHasAskedAndThatMayBeNear() {
        beginSmallFileOf(source, other);

        assertThat(asked).extracting(Request::source).contains(other);
    }

    /** A server that is away for a moment would be left alone for eight times as long as one connection of it. */
    @Test
    void connectionsThatFailTogether_areFollowedByTheFirstWait() {
        Planner patient = planner(file, Duration.ofSeconds(1), source);
        divide(patient);
        for (int each : List.copyOf(numbers)) {
            patient.failed(each, lost(), 3 * SECOND);
        }

        assertThat(patient.alarm().orElseThrow()).isLessThanOrEqualTo(3 * SECOND + SECOND * 5 / 4);
    }

    /** They may break off at once, and the first body may be had only once. */
    @Test
    void bodyOfTheWholeFile_isKeptWhilePartsHaveOnlyBegun() {
        divide(planner);
        long late = 500 * SECOND;
        long[] brought = {0, 60_000, 60_000, 1000};
        for (int part = 1; part < 4; part++) {
            Segment wanted = asked.get(part).segment();
            planner.opened(part, Reply.part(wanted, OptionalLong.of(SIZE), WHOLE.validator()), late - SECOND / 2);
            planner.arrived(part, 0, brought[part], late);
        }
        planner.arrived(0, 0, asked.get(1).segment().from() - 14_600, late);
        planner.reached(0, late);

        // The last part is slow; to ask for it anew would take the first connection.
        assertThat(numbers).containsExactly(0, 1, 2, 3);
    }

    /** Some send 100 kB of a part, and no more. */
    @Test
    void bodyOfTheWholeFile_isKeptAgainWhenPartsHaveBrokenOff() {
        divide(planner);
        long late = 500 * SECOND;
        for (int part = 1; part < 4; part++) {
            Segment wanted = asked.get(part).segment();
            planner.opened(part, Reply.part(wanted, OptionalLong.of(SIZE), WHOLE.validator()), late - SECOND / 2);
            planner.arrived(part, 0, 100_000, late);
        }
        planner.failed(1, lost(), late);
        planner.arrived(0, 0, asked.get(1).segment().from() - 14_600, late);
        planner.reached(0, late);

        assertThat(numbers)
                .startsWith(0, 1, 2, 3)
                .filteredOn(number -> number == 0)
                .hasSize(1);
    }

    /** Another version is welcome where nothing else comes. */
    @Test
    void brokenBody_isAskedForWithTheWholeOfAnotherVersionAsWell() {
        planner.begin(0);
        planner.opened(0, WHOLE, SECOND);
        planner.arrived(0, 0, 2_000_000, 2 * SECOND);
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

    /** Nothing is taken from a connection that is well for one that may never answer. */
    @Test
    void partsThatAreOnlyAskedFor_leaveTheFirstConnectionAlone() {
        divide(planner);
        for (int part = 1; part < 4; part++) {
            planner.failed(numbers.get(part), new TransportException("403"), 2 * SECOND);
        }
        planner.arrived(0, 0, SIZE - 14_600, 3 * SECOND);
        planner.reached(0, 3 * SECOND);

        assertThat(told).isEmpty();
        assertThat(planner.state()).isEqualTo(Planner.State.COMPLETE);
    }

    @Test
    void partThatOpens_endsTheOneBeforeWhereItBegins() {
        divide(planner);
        Segment part = asked.get(1).segment();
        planner.opened(1, Reply.part(part, OptionalLong.of(SIZE), WHOLE.validator()), 2 * SECOND);

        assertThat(told).containsExactly("bound 0 " + part.from());
    }

    @Test
    void partThatBreaksOff_isLeftToTheOneBefore() {
        divide(planner);
        Segment part = asked.get(1).segment();
        planner.opened(1, Reply.part(part, OptionalLong.of(SIZE), WHOLE.validator()), 2 * SECOND);
        told.clear();
        planner.failed(1, lost(), 2 * SECOND);

        assertThat(told).containsExactly("bound 0 " + SIZE);
    }

    @Test
    void partThatOthersHaveBroughtMeanwhile_isLeft() {
        divide(planner);
        planner.arrived(0, 0, asked.get(1).segment().to(), 2 * SECOND);

        assertThat(told).contains("leave 1");
    }

    /** With no wait in between there is always one under way. */
    @Test
    void partsThatHangWithoutABackOff_areNotAskedForForEver() {
        Planner hasty = planner(file, Duration.ZERO, source);
        divide(hasty);
        hasty.failed(0, lost(), 2 * SECOND);
        for (int i = 1; hasty.state() == Planner.State.RUNNING && i < 200; i++) {
            hasty.failed(numbers.get(i), lost(), (2 + i) * SECOND);
        }

        assertThat(hasty.state()).isEqualTo(Planner.State.HOPELESS);
    }

    @Test
    void sourceThatStalls_isLeftAloneWhereThereIsAnother() {
        PartialFile unhashed = new PartialFile(OptionalLong.of(SIZE), false, true);
        Planner patient = planner(unhashed, Duration.ofMillis(1), source, other);
        divide(patient);
        for (int part = 1; part < 4; part++) {
            Segment wanted = asked.get(part).segment();
            patient.opened(part, Reply.part(wanted, OptionalLong.of(SIZE), WHOLE.validator()), 2 * SECOND);
            patient.arrived(part, 0, 20, 3 * SECOND);
        }
        patient.time(40 * SECOND);
        patient.time(41 * SECOND);

        assertThat(asked.get(asked.size() - 1).source()).isSameAs(other);
    }

    /** Our own start, and that of TLS, may be most of what its first answer took. */
    @Test
    void sourceThatBringsMuchAtOnce_isNotDividedWhileItBecomesFaster() {
        long late = SECOND / 40;
        planner.begin(0);
        planner.opened(0, WHOLE, late);
        planner.arrived(0, 0, 196_608, late + SECOND / 100);
        planner.time(late + SECOND / 100);
        planner.arrived(0, 0, 1_500_000, late + SECOND / 40);
        planner.time(late + SECOND / 40);

        assertThat(asked).hasSize(1);
    }

    @Test
    void sourceThatHasServed_mayBeAwayForAMoment() {
        planner.begin(0);
        planner.opened(0, WHOLE, SECOND);
        planner.arrived(0, 0, 14_600, SECOND);
        planner.failed(0, lost(), SECOND);
        planner.time(10 * SECOND);
        planner.failed(0, TransportException.unreachable("refused", Optional.empty()), 10 * SECOND);
        planner.time(20 * SECOND);

        assertThat(asked).hasSize(3);
    }

    @Test
    void sourceThatWasNeverThere_isNotAskedAgain() {
        planner.begin(0);
        planner.failed(0, TransportException.unreachable("refused", Optional.empty()), SECOND);

        assertThat(planner.state()).isEqualTo(Planner.State.HOPELESS);
    }

    /** It never gets further: that it brings the same bytes again is no gain. */
    @Test
    void sourceWithoutRangesThatBreaksOffAtOneByte_isGivenUpSoon() {
        Reply rangeless = Reply.whole(OptionalLong.of(SIZE), Optional.empty(), false);
        PartialFile unhashed = new PartialFile(OptionalLong.of(SIZE), false, true);
        Planner plain = planner(unhashed, Duration.ofMillis(1), source);
        plain.begin(0);
        for (long i = 1; plain.state() == Planner.State.RUNNING; i++) {
            plain.opened(0, rangeless, i * 100 * SECOND);
            plain.arrived(0, 0, 700_000, i * 100 * SECOND);
            plain.failed(0, lost(), i * 100 * SECOND);
            plain.time((i + 1) * 100 * SECOND);
        }

        assertThat(asked).hasSize(5);
    }

    @Test
    void partsThatAreShort_areFollowedByAWait() {
        file.resume(Optional.empty(), 1_000_000);
        planner.begin(0);
        Segment half = new Segment(1_000_000, 1_100_000);
        planner.opened(0, Reply.part(half, OptionalLong.of(SIZE), WHOLE.validator()), SECOND);
        planner.arrived(0, 0, half.length(), SECOND);
        planner.reached(0, SECOND);

        assertThat(asked).hasSize(1);
        assertThat(planner.alarm().orElseThrow()).isGreaterThan(SECOND);
    }

    /** Not all who send parts know how. */
    @Test
    void partsThatBringLittleAgainAndAgain_areFollowedByARequestForAll() {
        file.resume(Optional.empty(), 1_000_000);
        planner.begin(0);
        for (long i = 0; i < 3; i++) {
            Segment rest = new Segment(1_000_000 + i * 100, SIZE);
            planner.opened(0, Reply.part(rest, OptionalLong.of(SIZE), WHOLE.validator()), i * 100 * SECOND);
            planner.arrived(0, 0, 100, i * 100 * SECOND);
            planner.exhausted(0, i * 100 * SECOND);
            planner.time((i + 1) * 100 * SECOND);
        }

        assertThat(asked.stream().map(Request::whole)).containsExactly(false, false, false, true);
    }

    /** A site's rule lists these for one URL, and the first one is a gate. */
    private void behindAGate(TransportException failure) throws Exception {
        List<Source> listed = new ArrayList<>();
        for (String host : List.of("gate", "behind")) {
            Mirror.Detour detour = new Mirror.Detour(Url.parse("http://host/file"), "/f:1", host.equals("gate"));
            Url url = Url.parse("http://" + host + "/file");
            listed.add(new Source(new Mirror(url, Mirror.Source.MANIFEST, Optional.of(detour)), host));
        }
        listed.add(source);
        Planner gated = planner(file, Duration.ofMillis(1), listed.toArray(Source[]::new));
        gated.begin(0);
        gated.failed(0, failure, SECOND);
    }

    private List<String> hosts() {
        return asked.stream()
                .map(request -> request.source().mirror().url().host())
                .toList();
    }

    @Test
    void gateThatForbids_endsItsListAndNoOther() throws Exception {
        behindAGate(TransportException.forbidden("403", Optional.empty()));

        assertThat(hosts()).containsExactly("gate", "host");
    }

    @Test
    void gateThatIsBroken_isFollowedByItsList() throws Exception {
        behindAGate(new TransportException("502"));

        assertThat(hosts()).containsExactly("gate", "behind");
    }
}
