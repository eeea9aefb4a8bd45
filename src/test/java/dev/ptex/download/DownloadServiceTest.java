package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.header.Header;
import dev.ptex.mirror.Mirror;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Segment;
import dev.ptex.progress.ProgressListener;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.retry.Timing;
import dev.ptex.sink.Sink;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.SpoolDirectory;
import dev.ptex.spool.Spools;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadServiceTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path directory;

    private final MemoryTransport transport = new MemoryTransport();
    private final List<Duration> slept = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final MemorySink sink = new MemorySink(false);

    private static DownloadRequest request(Optional<Expectation> expectation, String... hosts) {
        List<Mirror> mirrors = Stream.of(hosts)
                .map(host -> new Mirror(url("mem://" + host + "/file"), Mirror.Source.MANIFEST))
                .toList();
        return new DownloadRequest("file", mirrors, expectation, List.of(new Header("X-Token", "t")));
    }

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Expectation> expect(long size, String hash) {
        return Optional.of(new Expectation(OptionalLong.of(size), Optional.of(hash)));
    }

    private DownloadService service(Path spools) {
        RetryPolicy retries =
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(120));
        return new DownloadService(
                new Transports(List.of(transport)),
                new Spools(Optional.empty(), new SpoolDirectory(spools)),
                new PlanPolicy(4, Segment.OPEN, Duration.ofSeconds(30), 1024, retries),
                new MirrorHistory(Optional.empty(), Clock.systemUTC()),
                new Timing(nanoTime::get, slept::add, () -> Long.MAX_VALUE / 2));
    }

    private Delivery deliver(DownloadRequest request, Sink to) throws DownloadException, WriteException {
        return service(directory).deliver(request, to, ProgressListener.SILENT, head -> {});
    }

    private List<String> failures(DownloadRequest request, Sink to) {
        DownloadException failure = catchThrowableOfType(DownloadException.class, () -> deliver(request, to));
        return failure.attempts().stream()
                .map(attempt -> attempt.mirror().url().host() + ": " + attempt.reason())
                .toList();
    }

    private List<String> asked() {
        return transport.requests.stream().map(asked -> asked.url().host()).toList();
    }

    @Test
    void rightBytes_areDelivered() throws Exception {
        transport.serve("a", "hello");

        Delivery delivery = deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(sink.committed).isTrue();
        assertThat(delivery.surprise()).isEmpty();
        assertThat(asked()).containsExactly("a");
    }

    /** One that is worded as a failure to write would look like a full disk. */
    @Test
    void errorInASink_staysWhatItIs() {
        transport.serve("a", "hello");
        Sink broken = new MemorySink(false) {
            @Override
            public OutputStream begin() {
                throw new IllegalStateException("a bug");
            }
        };

        assertThatThrownBy(() -> deliver(request(Optional.empty(), "a"), broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    void spool_leavesNoLitter() throws Exception {
        transport.serve("a", "hello");

        deliver(request(expect(5, HELLO), "a"), sink);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void missingFile_triesTheNextMirror() throws Exception {
        transport.serve("b", "hello");

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void wrongBytes_triesTheNextMirror() throws Exception {
        transport.serve("a", "jello").serve("b", "hello");

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void brokenBody_triesTheNextMirror() throws Exception {
        transport.serve("a", () -> MemoryTransport.broken("hel")).serve("b", "hello");

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void unexpectedLength_isPutBehindBeforeItsBodyIsRead() throws Exception {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the body was read");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                throw new AssertionError("the body was read");
            }
        };
        transport
                .serve("a", () -> new TransportResponse.Whole(OptionalLong.of(6), Optional.empty(), false, unreadable))
                .serve("b", "hello");

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(asked()).containsExactly("a", "b");
    }

    @Test
    void unexpectedLengthAndRightHash_isFetchedWhenNothingBetterIsLeft() throws Exception {
        transport.serve("a", "hello");

        Delivery delivery = deliver(request(expect(9, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(delivery.surprise()).contains(new Fingerprint(5, HELLO));
        assertThat(asked()).containsExactly("a", "b", "a");
    }

    @Test
    void onlyCandidateWithUnexpectedLength_isAskedOnce() throws Exception {
        transport.serve("a", "hello");

        deliver(request(expect(9, HELLO), "a"), sink);

        assertThat(asked()).containsExactly("a");
    }

    @Test
    void allBytesWrong_theLastOnesAreDeliveredAndAllAreReported() {
        transport.serve("a", "jello").serve("b", "mello");

        List<String> failures = failures(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("mello");
        assertThat(failures).hasSize(2);
        assertThat(failures.get(1))
                .startsWith("b: it has 5 bytes with sha256 ")
                .endsWith(", but the manifest says 5 bytes with sha256 " + HELLO);
    }

    @Test
    void wrongBytesThenMissingFile_theWrongBytesAreDelivered() {
        transport.serve("a", "jello");

        assertThat(failures(request(expect(5, HELLO), "a", "b"), sink)).hasSize(2);
        assertThat(sink.text()).isEqualTo("jello");
    }

    @Test
    void nothingFound_nothingIsDelivered() {
        assertThat(failures(request(expect(5, HELLO), "a", "b"), sink))
                .containsExactly("a: no such file", "b: no such file");
        assertThat(sink.text()).isEmpty();
        assertThat(sink.committed).isFalse();
    }

    @Test
    void hashThatIsNoSha256_isNamedAsSuch() {
        transport.serve("a", "hello");

        assertThat(failures(request(expect(5, "Slartibartfast"), "a"), sink).get(0))
                .endsWith("but the manifest says 5 bytes with a hash that is no sha256, \"Slartibartfast\"");
        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void endlessBody_isReadNoFurtherThanOneMebibyteTooMuch() {
        long[] served = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                served[0] += length;
                return length;
            }
        };
        transport.serve("a", () -> MemoryTransport.unannounced(endless));

        assertThat(failures(request(expect(5, HELLO), "a"), sink))
                .containsExactly("a: it does not end where it should: more than 1048581 bytes came, 5 are expected");
        assertThat(served[0]).isLessThan(1048581 + 2 * 64 * 1024);
        assertThat(sink.text()).isEmpty();
    }

    @Test
    void nothingExpected_bytesGoStraightThrough() throws Exception {
        transport.serve("a", "hello");

        deliver(request(Optional.empty(), "a"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void nothingExpected_missingFile_triesTheNextMirror() throws Exception {
        transport.serve("b", "hello");

        deliver(request(Optional.empty(), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void nothingExpected_brokenBodyOfAKnownVersion_goesOnAtItsByte() throws Exception {
        transport.serve(
                "a",
                () -> transport.requests.size() == 1
                        ? MemoryTransport.broken("hel", "\"1\"")
                        : MemoryTransport.rest(3, "lo", "\"1\""));

        deliver(request(Optional.empty(), "a"), sink);

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(transport.requests.get(1).range()).contains(Range.rest(3));
    }

    @Test
    void nothingExpected_wholeBodyOfTheSameVersion_isSkippedInto() throws Exception {
        transport.serve(
                "a",
                () -> transport.requests.size() == 1
                        ? MemoryTransport.broken("hel", "\"1\"")
                        : MemoryTransport.rest(0, "hello", "\"1\""));

        deliver(request(Optional.empty(), "a"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void nothingExpected_anotherVersion_isTheEnd() {
        transport.serve(
                "a",
                () -> transport.requests.size() == 1
                        ? MemoryTransport.broken("hel", "\"1\"")
                        : MemoryTransport.rest(0, "world", "\"2\""));

        assertThat(failures(request(Optional.empty(), "a"), sink))
                .containsExactly("a: it cannot go on after the 3 bytes that are out already");
        assertThat(sink.text()).isEqualTo("hel");
    }

    @Test
    void nothingExpected_restOnAnotherMirror_isNotTaken() {
        transport
                .serve("a", () -> MemoryTransport.broken("hel", "\"1\""))
                .serve("b", () -> MemoryTransport.rest(3, "lo", "\"1\""));

        failures(request(Optional.empty(), "a", "b"), sink);

        assertThat(asked()).doesNotContain("b");
        assertThat(sink.text()).startsWith("hel");
    }

    @Test
    void nothingExpected_anotherVersionIntoAFile_startsOver() throws Exception {
        MemorySink file = new MemorySink(true);
        transport.serve(
                "a",
                () -> transport.requests.size() == 1
                        ? MemoryTransport.broken("hel", "\"1\"")
                        : MemoryTransport.rest(0, "world", "\"2\""));

        deliver(request(Optional.empty(), "a"), file);

        assertThat(file.text()).isEqualTo("world");
    }

    @Test
    void verified_restOnAnotherMirror_isTaken() throws Exception {
        transport
                .serve("a", () -> MemoryTransport.broken("hel", "\"1\""))
                .serve("b", () -> MemoryTransport.rest(3, "lo", "\"9\""));

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(transport.requests.get(1).condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void sizeOnly_restOnAnotherMirror_isNotAskedFor() throws Exception {
        transport.serve("a", () -> MemoryTransport.broken("hel", "\"1\"")).serve("b", "world");

        deliver(request(Optional.of(new Expectation(OptionalLong.of(5), Optional.empty())), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("world");
        assertThat(transport.requests.get(1).range()).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void creepingMirror_isLeftForAnotherOneThatGoesOn() throws Exception {
        InputStream creeping = new InputStream() {
            private final CountDownLatch left = new CountDownLatch(1);
            private boolean begun;

            @Override
            public int read() {
                throw new AssertionError("single bytes are not read");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (begun) {
                    nanoTime.addAndGet(Duration.ofSeconds(31).toNanos());
                    awaitUninterruptibly(left);
                    throw new IOException("it was left");
                }
                begun = true;
                bytes[offset] = 'h';
                return 1;
            }

            @Override
            public void close() {
                left.countDown();
            }
        };
        transport
                .serve("a", () -> new TransportResponse.Whole(OptionalLong.of(5), Optional.empty(), false, creeping))
                .serve("b", () -> MemoryTransport.rest(1, "ello", "\"9\""));

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(sink.text()).isEqualTo("hello");
    }

    @Test
    void nothingExpected_brokenBodyOnStandardOutput_isTheEnd() {
        transport.serve("a", () -> MemoryTransport.broken("hel")).serve("b", "hello");

        assertThat(failures(request(Optional.empty(), "a", "b"), sink)).containsExactly("a: the connection was closed");
        assertThat(sink.text()).isEqualTo("hel");
    }

    @Test
    void nothingExpected_brokenBodyInAFile_startsOver() throws Exception {
        MemorySink file = new MemorySink(true);
        transport.serve("a", () -> MemoryTransport.broken("hel")).serve("b", "hello");

        deliver(request(Optional.empty(), "a", "b"), file);

        assertThat(file.text()).isEqualTo("hello");
    }

    @Test
    void userHeaders_belongToTheFirstMirrorsOrigin() throws Exception {
        transport.serve("b", "hello");

        deliver(request(expect(5, HELLO), "a", "b"), sink);

        assertThat(transport.requests.get(1).headers().visibleTo(url("mem://a/").origin()))
                .hasSize(1);
        assertThat(transport.requests.get(1).headers().visibleTo(url("mem://b/").origin()))
                .isEmpty();
    }

    @Test
    void noRoomForASpool_rightBytesAreStreamed() throws Exception {
        transport.serve("a", "hello");

        Delivery delivery = withoutRoom(request(expect(5, HELLO), "a"));

        assertThat(sink.text()).isEqualTo("hello");
        assertThat(delivery.surprise()).isEmpty();
    }

    @Test
    void noRoomForASpool_wrongBytesAreAnError() {
        transport.serve("a", "jello").serve("b", "hello");

        DownloadException failure =
                catchThrowableOfType(DownloadException.class, () -> withoutRoom(request(expect(5, HELLO), "a", "b")));

        assertThat(failure.attempts().get(0).reason()).startsWith("it has 5 bytes with sha256 ");
        assertThat(sink.text()).isEqualTo("jello");
    }

    @Test
    void noRoomForASpool_anotherMirrorGoesOn() throws Exception {
        transport
                .serve("a", () -> MemoryTransport.broken("hel"))
                .serve("b", () -> MemoryTransport.rest(3, "lo", "\"9\""));

        withoutRoom(request(expect(5, HELLO), "a", "b"));

        assertThat(sink.text()).isEqualTo("hello");
    }

    private Delivery withoutRoom(DownloadRequest request) throws DownloadException, WriteException {
        return service(directory.resolve("missing")).deliver(request, sink, ProgressListener.SILENT, head -> {});
    }
}
