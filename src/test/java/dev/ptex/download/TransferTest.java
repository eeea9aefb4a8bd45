package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.mirror.Mirror;
import dev.ptex.plan.Connections;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Planner;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.plan.Source;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.spool.Store;
import dev.ptex.transport.TransportResponse;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Url URL = url("http://example.com/x");

    private final Silence body = new Silence();
    private final LinkedBlockingQueue<Download.Event> told = new LinkedBlockingQueue<>();
    private final Transfer transfer = new Transfer(
            0,
            (connection, request) -> new TransportResponse.Whole(OptionalLong.of(100), Optional.empty(), true, body),
            new Nowhere(),
            told::add);

    private final PartialFile file = new PartialFile(OptionalLong.of(100), true, true);
    private final Planner planner = new Planner(
            new PlanPolicy(1, Segment.OPEN, PATIENCE, 1, new RetryPolicy(1, PATIENCE, PATIENCE, PATIENCE)),
            file,
            List.of(new Source(new Mirror(URL, Mirror.Source.MANIFEST), "x")),
            new OneConnection(),
            new Random(1));

    @AfterEach
    void stop() {
        transfer.leave();
        transfer.retire();
    }

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    private Download.Event next() throws Exception {
        return Objects.requireNonNull(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    /** What has come may be all that comes for long: who did not know of it would ask others for it again. */
    @Test
    void silenceBehindTheFirstBytes_allThatHasComeIsToldOf() throws Exception {
        planner.begin(0);
        next().tell(planner, 1);
        body.isSilent.await();

        next().tell(planner, 2);

        assertThat(file.count()).isEqualTo(2);
        assertThat(told).isEmpty();
    }

    @Test
    void transferThatIsLeft_saysWhatItHasMovedAndTellsNothingMore() throws Exception {
        planner.begin(0);
        next().tell(planner, 1);
        body.isSilent.await();

        assertThat(transfer.leave()).isEqualTo(2);

        transfer.tellProgress(planner, 2);
        assertThat(file.count()).isZero();
        assertThat(transfer.leave()).isZero();
    }

    @Test
    void bodyThatBreaksOff_itsBytesAreToldOfBeforeItsFailure() throws Exception {
        planner.begin(0);
        next().tell(planner, 1);
        body.isSilent.await();
        body.close();
        assertThat(next()).isNotNull();

        next().tell(planner, 2);

        assertThat(file.count()).isEqualTo(2);
        assertThat(planner.attempts()).hasSize(1);
    }

    /** Carries out what the planner decides. */
    private final class OneConnection implements Connections {
        @Override
        public void ask(int connection, Request request) {
            transfer.ask(request);
        }

        @Override
        public void take(int connection, Segment segment) {
            transfer.take(segment);
        }

        @Override
        public long bound(int connection, long end) {
            return transfer.bound(end);
        }

        @Override
        public long leave(int connection) {
            return transfer.leave();
        }

        @Override
        public void restart() {}

        @Override
        public void setAside() {}
    }

    /** Two bytes, and then nothing. */
    private static final class Silence extends InputStream {
        private final CountDownLatch never = new CountDownLatch(1);
        private final CountDownLatch isSilent = new CountDownLatch(1);
        private int read;

        @Override
        public int read() throws IOException {
            if (read < 2) {
                return ++read;
            }
            isSilent.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new InterruptedIOException();
        }

        @Override
        public void close() {
            never.countDown();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }
    }

    private static final class Nowhere extends Release {
        Nowhere() {
            super(false);
        }

        @Override
        void put(long from, byte[] bytes, int offset, int length) {}

        @Override
        Store store() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
