package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** What Vert.x does not do between Netty's codec of HTTP/1.1 and its own view of a connection. */
final class Http1Replies extends ChannelInboundHandlerAdapter {
    private static final int SWITCHING_PROTOCOLS = 101;
    /** Content of fewer bytes is put together with what follows it in the same read. */
    private static final int SMALL = 16 * 1024;

    private final Connection connection;
    private boolean interim;
    private @Nullable ByteBuf gathered;

    Http1Replies(Connection connection) {
        this.connection = connection;
    }

    /** Puts this into a connection on which nothing has been asked yet, and a decoder that reads what real servers send. */
    static void install(ChannelPipeline pipeline, Connection connection, int maxHeaders) {
        pipeline.replace(
                "codec",
                "codec",
                new CombinedChannelDuplexHandler<>(ReplyDecoder.of(connection, maxHeaders), new HttpRequestEncoder()));
        pipeline.addAfter("codec", "replies", new Http1Replies(connection));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse head && head.decoderResult().isSuccess()) {
            // RFC 9110 section 15.2: there may be several before the answer, of any number.
            interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && head.status().code() != SWITCHING_PROTOCOLS;
            if (!interim) {
                connection.persist(HttpUtil.isKeepAlive(head) && head.status().code() != SWITCHING_PROTOCOLS);
                context.fireChannelRead(message);
                connection.heads().told(new Reading(context.channel()));
            }
        } else if (interim && message instanceof LastHttpContent last) {
            interim = false;
            last.release();
        } else if (message instanceof HttpContent content
                && !(message instanceof LastHttpContent)
                && content.decoderResult().isSuccess()
                && content.content().readableBytes() < SMALL) {
            gather(context, content);
        } else {
            flush(context);
            context.fireChannelRead(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        flush(context);
        context.fireExceptionCaught(cause);
    }

    /** A server may send a chunk for each byte; each as an object of its own would take a hundred times its size. */
    private void gather(ChannelHandlerContext context, HttpContent content) {
        ByteBuf target = gathered;
        if (target == null) {
            target = context.alloc().heapBuffer(SMALL);
            gathered = target;
        }
        target.writeBytes(content.content());
        content.release();
        if (target.readableBytes() >= SMALL) {
            flush(context);
        }
    }

    private void flush(ChannelHandlerContext context) {
        ByteBuf bytes = gathered;
        if (bytes != null) {
            gathered = null;
            context.fireChannelRead(new DefaultHttpContent(bytes));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        flush(context);
        context.fireChannelInactive();
    }

    /** Reading from the socket, and nothing later: whatever was read waits as an object, however small it is. */
    private record Reading(Channel channel) implements Inflow {
        @Override
        public void pause() {
            channel.config().setAutoRead(false);
        }

        @Override
        public void resume() {
            channel.config().setAutoRead(true);
        }
    }
}
