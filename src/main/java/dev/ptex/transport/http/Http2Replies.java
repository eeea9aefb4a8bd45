package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Vert.x does not do between Netty's codec of HTTP/2 and its own view of a connection. */
final class Http2Replies extends Http2FrameListenerDecorator {
    private static final Pattern BROKEN = Pattern.compile("[\\x00\\r\\n]");

    private final Connection connection;
    private final Http2Connection streams;
    private final Http2ConnectionEncoder encoder;
    /** Of each stream with a head, for as long as Netty has the stream. */
    private final Http2Connection.PropertyKey inflows;

    private Http2Replies(Http2FrameListener vertx, Http2ConnectionHandler codec, Connection connection) {
        super(vertx);
        this.encoder = codec.encoder();
        this.connection = connection;
        this.streams = codec.connection();
        this.inflows = streams.newKey();
    }

    /** Puts this into a connection on which nothing has been asked yet. */
    static void install(ChannelPipeline pipeline, Connection connection) {
        Http2ConnectionHandler codec = pipeline.get(Http2ConnectionHandler.class);
        // A TLS record seldom ends where a frame does, and the other way round copies what is left over each time.
        codec.setCumulator(ByteToMessageDecoder.COMPOSITE_CUMULATOR);
        Http2ConnectionDecoder decoder = codec.decoder();
        Http2Replies replies = new Http2Replies(decoder.frameListener(), codec, connection);
        decoder.frameListener(replies);
        pipeline.addBefore("handler", "replies", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) throws Exception {
                replies.flushAll();
                super.channelInactive(context);
            }
        });
        replies.askWithAnyHead();
        connection.multiplex(codec.connection());
    }

    /** How long a request's head may be is advice (RFC 9113 section 6.5.2): it may do all the same, or there is a 431. */
    private void askWithAnyHead() {
        try {
            encoder.configuration().headersConfiguration().maxHeaderListSize(Http2CodecUtil.MAX_HEADER_LIST_SIZE);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        super.onSettingsRead(context, settings);
        askWithAnyHead();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        check(stream, headers);
        if (isInterim(headers)) {
            connection.heads().heard();
        } else {
            Inflow inflow = begin(context, stream);
            super.onHeadersRead(context, stream, headers, padding, endOfStream);
            connection.heads().told(inflow);
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
        check(stream, headers);
        if (isInterim(headers)) {
            connection.heads().heard();
        } else {
            Inflow inflow = begin(context, stream);
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
            connection.heads().told(inflow);
        }
    }

    /** RFC 9113 section 8.2.1, which Netty holds only if it is asked to, and Vert.x does not ask. */
    private static void check(int stream, Http2Headers headers) throws Http2Exception {
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            if (BROKEN.matcher(field.getKey()).find()
                    || BROKEN.matcher(field.getValue()).find()) {
                throw Http2Exception.streamError(
                        stream, Http2Error.PROTOCOL_ERROR, "a header has a NUL or a line break");
            }
        }
    }

    /** The head comes first; a second one has what comes behind the body (RFC 9113 section 8.1). */
    private Inflow begin(ChannelHandlerContext context, int id) {
        Http2Stream stream = streams.stream(id);
        Http2Inflow inflow = stream.getProperty(inflows);
        if (inflow == null) {
            inflow = new Http2Inflow(data -> pass(context, id, data));
            stream.setProperty(inflows, inflow);
        }
        inflow.flush();
        return inflow;
    }

    private void pass(ChannelHandlerContext context, int stream, ByteBuf data) {
        try {
            super.onDataRead(context, stream, data, 0, false);
        } catch (Http2Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2Inflow inflow = streams.stream(id).getProperty(inflows);
        if (inflow == null || !inflow.isPaused()) {
            return super.onDataRead(context, id, data, padding, endOfStream);
        }
        inflow.hold(data);
        if (endOfStream) {
            inflow.flush();
            super.onDataRead(context, id, Unpooled.EMPTY_BUFFER, 0, true);
        }
        return padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long code) throws Http2Exception {
        flush(streams.stream(stream));
        super.onRstStreamRead(context, stream, code);
    }

    private boolean flush(@Nullable Http2Stream stream) {
        Http2Inflow inflow = stream == null ? null : stream.getProperty(inflows);
        if (inflow != null) {
            inflow.flush();
        }
        return true;
    }

    /** Before the connection's end is told to anybody: a server may have sent everything before it went away. */
    private void flushAll() throws Http2Exception {
        streams.forEachActiveStream(this::flush);
    }

    /**
     * Vert.x tells requests of it with a buffer that is gone by then. Who wants HTTP/1.1 answers nothing more, though some
     * keep the connection open.
     */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    public void onGoAwayRead(ChannelHandlerContext context, int last, long code, ByteBuf debug) throws Http2Exception {
        connection.persist(false);
        connection.failed(new GoneAwayException(code));
        super.onGoAwayRead(context, last, code, debug);
        if (code == Http2Error.HTTP_1_1_REQUIRED.code()) {
            context.close();
        }
    }

    /** RFC 9110 section 15.2: there may be several before the answer, of any number but 101 (RFC 9113 section 8.6). */
    private static boolean isInterim(Http2Headers headers) {
        CharSequence status = headers.status();
        return status != null
                && HttpStatusClass.valueOf(status) == HttpStatusClass.INFORMATIONAL
                && !status.toString().equals("101");
    }
}
