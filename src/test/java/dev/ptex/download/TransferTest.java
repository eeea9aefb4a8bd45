package dev.ptex.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.digest.Fingerprint;
import dev.ptex.mirror.Mirror;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.plan.Source;
import dev.ptex.spool.Store;
import dev.ptex.transport.Awaited;
import dev.ptex.transport.TransportResponse;
import dev.ptex.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferTest {
    private final Silence body = new Silence();
    private final LinkedBlockingQueue<Download.Event> told = new LinkedBlockingQueue<>();
    private final Transfer transfer = new Transfer(
            0,
            (connection, request) -> new TransportResponse.Whole(OptionalLong.of(100), Optional.empty(), true, body),
            new Nowhere(),
            told::add);

    @AfterEach
    void stop() {
        transfer.retire();
    }

    /** The first bytes are told of at once; those that come just behind them are not, for they might be many. */
    @Test
    void silenceBehindTheFirstBytes_allThatHasComeIsToldOf() throws Exception {
        Source source = new Source(new Mirror(Url.parse("http://example.com/x"), Mirror.Source.MANIFEST), "x");
        transfer.ask(new Request(source, true, new Segment(0, 100), Optional.empty(), false));
        assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();

        transfer.take(new Segment(0, 100));

        assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(body.read).hasValue(2);
    }

    /** Two bytes, and then nothing. */
    private static final class Silence extends InputStream implements Awaited {
        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicInteger read = new AtomicInteger();

        @Override
        public boolean isReady(long nanos) {
            return read.get() < 2;
        }

        @Override
        public int read() throws IOException {
            if (read.get() < 2) {
                return read.incrementAndGet();
            }
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new InterruptedIOException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }
    }

    private static final class Nowhere extends Release {
        @Override
        void put(long from, byte[] bytes, int offset, int length) {}

        @Override
        void use(byte[] bytes, int offset, int length) {}

        @Override
        Store store() {
            throw new UnsupportedOperationException();
        }

        @Override
        void restart() {}

        @Override
        Fingerprint fingerprint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
