package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.RecvByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ReceiveBuffersTest {
    @SuppressWarnings("deprecation") // Netty says to use another type, whose methods this one has.
    private final RecvByteBufAllocator.Handle connection = new ReceiveBuffers().newHandle();

    @Test
    void firstRead_isSmall() {
        assertThat(connection.guess()).isLessThan(32 * 1024);
        assertThat(read().capacity()).isLessThan(32 * 1024);
    }

    @Test
    void blockThatWasReleased_isUsedAgain() {
        read();
        ByteBuf block = read();
        Buffer received = received(block, 100_000);

        Buffer kept = ReceiveBuffers.compact(received);

        assertThat(kept).isSameAs(received);
        assertThat(read()).isNotSameAs(block);
        ReceiveBuffers.release(kept);
        ByteBuf again = read();
        assertThat(again).isSameAs(block);
        assertThat(again.isReadable()).isFalse();
        assertThat(again.refCnt()).isEqualTo(1);
    }

    @Test
    void fewBytes_holdNoBlock() {
        read();
        ByteBuf block = read();
        Buffer received = received(block, 1000);
        byte[] bytes = received.getBytes();

        Buffer kept = ReceiveBuffers.compact(received);

        assertThat(read()).isSameAs(block);
        assertThat(kept.getBytes()).isEqualTo(bytes);
        ReceiveBuffers.release(kept);
        assertThat(read()).isNotSameAs(block);
    }

    @Test
    void bytesThatFillTheirArray_areNotCopied() {
        ByteBuf record = Unpooled.buffer(16 * 1024).writeZero(16 * 1024);
        Buffer received = wrap(record.readRetainedSlice(8 * 1024));

        assertThat(ReceiveBuffers.compact(received)).isSameAs(received);
    }

    @Test
    void severalPiecesOfABlock_keepItUntilTheLastIsReleased() {
        read();
        ByteBuf block = read();
        block.writeBytes(new byte[100_000]);
        Buffer first = wrap(block.readRetainedSlice(50_000));
        Buffer second = wrap(block.readRetainedSlice(50_000));
        block.release();

        ReceiveBuffers.release(first);
        assertThat(read()).isNotSameAs(block);

        ReceiveBuffers.release(second);
        assertThat(read()).isSameAs(block);
    }

    private ByteBuf read() {
        return connection.allocate(ByteBufAllocator.DEFAULT);
    }

    /** As Netty's decoder cuts a body out of what was read, and Vert.x wraps it. */
    private static Buffer received(ByteBuf block, int count) {
        for (int i = 0; i < count; i++) {
            block.writeByte(i);
        }
        Buffer buffer = wrap(block.readRetainedSlice(count));
        block.release();
        return buffer;
    }

    @SuppressWarnings("deprecation") // Vert.x 5 no longer shows it.
    private static Buffer wrap(ByteBuf bytes) {
        return Buffer.buffer(bytes);
    }
}
