package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What sockets are read into: large blocks outside the heap, of which each is used again when it was given back.
 *
 * <p>By default, every read takes 64 KiB anew, has them zeroed, and Vert.x copies them into a new array, which is zeroed
 * as well. Vert.x does so only with Netty's own pooled buffers, so these reach {@link ResponseBody} as they are. One that
 * is not given back is freed by the garbage collector.
 */
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    /** How much one read can bring, and so how much is handed to the reading thread at once. */
    static final int SIZE = 128 * 1024;
    /** The first read brings the head. It is small, so that Vert.x does not pause, and then resume by itself. */
    private static final int FIRST = 8 * 1024;

    private final Queue<Block> free = new ConcurrentLinkedQueue<>();

    @Override
    @SuppressWarnings("deprecation") // Netty says to use another type, whose methods this one has.
    public Handle newHandle() {
        return new MaxMessageHandle() {
            private boolean begun;

            @Override
            public int guess() {
                return begun ? SIZE : FIRST;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                if (!begun) {
                    begun = true;
                    return UnpooledByteBufAllocator.DEFAULT.heapBuffer(FIRST, FIRST);
                }
                Block block = free.poll();
                return block != null ? block : new Block();
            }
        };
    }

    /**
     * The same bytes; where they are few, out of what holds them, so that many of them waiting do not hold as many
     * blocks.
     */
    @SuppressWarnings("deprecation") // Vert.x 5 no longer shows it.
    static Buffer compact(Buffer buffer) {
        ByteBuf holder = buffer.getByteBuf();
        while (holder.unwrap() != null) {
            holder = holder.unwrap();
        }
        if (buffer.length() >= holder.capacity() / 4) {
            return buffer;
        }
        Buffer copy = Buffer.buffer(buffer.length()).appendBuffer(buffer);
        release(buffer);
        return copy;
    }

    /** Gives back what one of Vert.x' buffers holds. */
    @SuppressWarnings("deprecation") // Vert.x 5 no longer shows it.
    static void release(Buffer buffer) {
        ByteBuf bytes = buffer.getByteBuf().unwrap();
        // Vert.x wraps it so that it cannot be released; what it makes itself cannot be in the first place.
        if (bytes != null) {
            bytes.release();
        }
    }

    /** A buffer that goes back to the others when nobody refers to it any more. */
    private final class Block extends UnpooledDirectByteBuf {
        Block() {
            super(UnpooledByteBufAllocator.DEFAULT, SIZE, SIZE);
        }

        @Override
        protected void deallocate() {
            clear();
            resetRefCnt();
            free.add(this);
        }
    }
}
