package dev.ptex.transport.http;

import dev.ptex.connect.TlsRecords;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * TLS to a proxy, below whatever is spoken with the origin: goes on with a session that the dialer has begun, which
 * Netty's own handler cannot.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What follows tells how it went.
final class ProxyRecords extends ChannelDuplexHandler {
    private final TlsRecords records;

    ProxyRecords(TlsRecords records) {
        this.records = records;
    }

    /** Vert.x takes out what is not TLS of its own, before it puts its handlers in. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (context.channel().isOpen()) {
            context.pipeline().addFirst(new ProxyRecords(records));
        }
    }

    /** Something may have come behind the proxy's reply already. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        pass(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws SSLException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            records.receive(bytes.nioBuffer());
        } finally {
            bytes.release();
            flushOwn(context);
        }
        pass(context);
    }

    private void pass(ChannelHandlerContext context) {
        ByteBuffer meaning = records.meaning();
        if (meaning.hasRemaining()) {
            context.fireChannelRead(Unpooled.wrappedBuffer(meaning));
        }
        if (records.isOver()) {
            context.close();
        }
    }

    /** Answers of TLS itself, such as to a change of keys. */
    private void flushOwn(ChannelHandlerContext context) {
        byte[] own = records.sent();
        if (own.length > 0) {
            context.writeAndFlush(Unpooled.wrappedBuffer(own));
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws SSLException {
        ByteBuf bytes = (ByteBuf) message;
        try {
            for (ByteBuffer part : bytes.nioBuffers()) {
                records.say(part);
            }
        } finally {
            bytes.release();
        }
        context.write(Unpooled.wrappedBuffer(records.sent()), promise);
    }
}
