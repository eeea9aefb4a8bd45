package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/** What Vert.x does not do between Netty's codec of HTTP/2 and its own view of a connection. */
final class Http2Replies extends Http2FrameListenerDecorator {
    private final Connection connection;

    private Http2Replies(Http2FrameListener vertx, Connection connection) {
        super(vertx);
        this.connection = connection;
    }

    /** Puts this into a connection on which nothing has been asked yet. */
    static void install(ChannelPipeline pipeline, Connection connection) {
        Http2ConnectionDecoder decoder =
                pipeline.get(Http2ConnectionHandler.class).decoder();
        decoder.frameListener(new Http2Replies(decoder.frameListener(), connection));
        connection.multiplex();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        if (!isInterim(headers)) {
            super.onHeadersRead(context, stream, headers, padding, endOfStream);
            connection.headTold();
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        if (!isInterim(headers)) {
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
            connection.headTold();
        }
    }

    /** Vert.x tells requests of it with a buffer that is gone by then. */
    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int last, long code, ByteBuf debug) throws Http2Exception {
        connection.persist(false);
        connection.failed(new GoneAwayException(code));
        super.onGoAwayRead(context, last, code, debug);
    }

    /** RFC 9110 section 15.2: there may be several before the answer, of any number. */
    private static boolean isInterim(Http2Headers headers) {
        CharSequence status = headers.status();
        return status != null && HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL;
    }
}
