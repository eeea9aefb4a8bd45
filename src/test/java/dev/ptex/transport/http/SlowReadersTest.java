package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ptex.testing.Http2Peer;
import dev.ptex.testing.Reply;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportResponse;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Threads that read a body: late, or not to its end. */
@QuarkusTest
class SlowReadersTest extends HttpTestBase {
    @Test
    void interruptedOpening_endsAndStaysInterrupted() throws Exception {
        server.on("/x", Reply.ok("hello").after(new CountDownLatch(1)));
        TransportException[] failure = new TransportException[1];
        boolean[] interrupted = new boolean[1];
        Thread thread = new Thread(() -> {
            failure[0] = fetches.failure(server.url("/x"));
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        server.takeRequest();

        thread.interrupt();
        thread.join(20_000);

        assertThat(failure[0].reason()).isEqualTo("it was interrupted");
        assertThat(interrupted[0]).isTrue();
    }

    @Test
    void bodyClosedByAnotherThread_endsTheRead() throws Exception {
        server.on("/x", Reply.ok(new byte[200_000]).stallAfter(3));
        TransportResponse response = fetches.open(server.url("/x"), 0);
        response.body().readNBytes(3);
        Thread reader = Thread.currentThread();
        Thread closer = new Thread(() -> {
            while (reader.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            try {
                response.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        closer.start();

        assertThat(catchThrowable(() -> response.body().read())).isInstanceOf(TransportException.class);
        closer.join();
    }

    @Test
    void readerSlowerThanTheServer_getsEverything() throws Exception {
        byte[] content = random(4_000_000);
        server.on("/x", Reply.ok(content).chunked(10_000));
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (TransportResponse response = fetches.open(server.url("/x"), 0)) {
            for (int octet = response.body().read();
                    octet >= 0;
                    octet = response.body().read()) {
                read.write(octet);
            }
        }

        assertThat(read.toByteArray()).isEqualTo(content);
    }

    /** RFC 9113 section 5.2: a window counts bytes, so that a server may fill it with as many frames. */
    @Test
    void tinyFramesForAReaderThatWaits_takeLittleMoreThanTheirBytes() throws Exception {
        byte[] content = random(1_000_000);
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        try (Http2Peer peer = peer(stream -> {
            stream.head(200).data(content, 1).ping();
            sent.countDown();
            await(measured);
            stream.end();
        })) {
            long before = heap();
            try (TransportResponse response = fetches.open(url(peer), 0)) {
                sent.await();

                assertThat(heap() - before).isLessThan(8_000_000);
                measured.countDown();
                assertThat(response.body().readAllBytes()).isEqualTo(content);
            }
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
