package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder of HTTP/1.1 replies, which reads what real servers send as curl does: heads whose lines end without CR,
 * odd headers ({@link ReplyHeaders}), odd versions, and chunks of any size ({@link Chunks}). What is no HTTP is told at
 * its first bytes.
 */
final class ReplyDecoder extends HttpResponseDecoder {
    private static final String START = "HTTP/";
    /** Some servers say 2 in 1.1's own syntax. */
    private static final Pattern VERSION = Pattern.compile("HTTP/(?:1\\.([01])|2(?:\\.0)?)", Pattern.CASE_INSENSITIVE);

    private static final Pattern STATUS = Pattern.compile("([1-9]\\d\\d)\\D*");
    /** What may come before a status line; the decoder passes over it. */
    private static final int LAST_CONTROL = 0x20;

    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;
    private static final int TLS_MAJOR = 3;

    private final Connection connection;
    private final int maxHeaders;
    /** Between two replies, before a status line has been read. */
    private boolean between = true;

    /** The headers of a chunked reply, of which the decoder has seen fewer. */
    private @Nullable List<Map.Entry<String, String>> whole;

    private @Nullable Chunks chunks;

    private ReplyDecoder(HttpDecoderConfig config, Connection connection) {
        super(config);
        this.connection = connection;
        this.maxHeaders = config.getMaxHeaderSize();
    }

    /** @param maxHeaders how many bytes a head may have */
    static ReplyDecoder of(Connection connection, int maxHeaders) {
        return new ReplyDecoder(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(maxHeaders)
                        .setMaxHeaderSize(maxHeaders)
                        .setMaxChunkSize(ReceiveBuffers.SIZE)
                        .setStrictLineParsing(false)
                        .setUseRfc9112TransferEncoding(false)
                        .setHeadersFactory(ReplyHeaders.FACTORY),
                connection);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        connection.heads().heard();
        if (chunks != null) {
            chunks.decode(in, out);
            if (chunks.isDone()) {
                chunks = null;
                reset();
            }
        } else if (between && !connection.heads().areAwaited() && begin(in) < in.writerIndex()) {
            // Nobody has asked for it. The next request must neither get it for an answer nor be blamed for it.
            in.skipBytes(in.readableBytes());
            context.close();
        } else if (!between || isHttp(in)) {
            if (between) {
                blankReturns(in);
            }
            super.decode(context, in, out);
            restore(out);
        }
        between |= !out.isEmpty()
                && out.get(out.size() - 1) instanceof LastHttpContent end
                && end.decoderResult().isSuccess();
    }

    /** A chunked body that is not done when the connection ends has no end. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (chunks == null) {
            super.decodeLast(context, in, out);
        }
    }

    /** @return whether there is enough to be sure that it may be */
    private static boolean isHttp(ByteBuf in) {
        int first = in.getUnsignedByte(in.readerIndex());
        if (first == TLS_ALERT || first == TLS_HANDSHAKE) {
            if (in.readableBytes() < 2) {
                return false;
            }
            throw new NotHttpException(in.getByte(in.readerIndex() + 1) == TLS_MAJOR);
        }
        int begin = begin(in);
        for (int i = 0; i < START.length() && begin + i < in.writerIndex(); i++) {
            if (Character.toUpperCase(in.getUnsignedByte(begin + i)) != START.charAt(i)) {
                throw new NotHttpException(false);
            }
        }
        return true;
    }

    /** A reason may have any control character, as curl takes it; a CR in it would be an error for the decoder. */
    private static void blankReturns(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        for (int i = begin(in); i < end; i++) {
            if (in.getByte(i) == '\r') {
                in.setByte(i, ' ');
            }
        }
    }

    private static int begin(ByteBuf in) {
        int begin = in.readerIndex();
        while (begin < in.writerIndex() && in.getUnsignedByte(begin) <= LAST_CONTROL) {
            begin++;
        }
        return begin;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        between = false;
        if (Stream.of(line).anyMatch(ReplyHeaders::hasNul)) {
            throw new BadHeadException("its status line has a NUL");
        }
        Matcher version = VERSION.matcher(line[0]);
        Matcher status = STATUS.matcher(line[1]);
        if (!version.matches() || !status.matches()) {
            throw new NotHttpException(false);
        }
        return new DefaultHttpResponse(
                "0".equals(version.group(1)) ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(Integer.parseInt(status.group(1)), line[2]),
                headersFactory);
    }

    /**
     * Asked by the decoder when it has read a head, and before it looks how the body is framed: what it may not know is
     * taken out of the head.
     */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage head) {
        if (super.isContentAlwaysEmpty(head)) {
            return true;
        }
        boolean chunked = head.headers().containsValue(HttpHeaderNames.TRANSFER_ENCODING, "chunked", true);
        if (!chunked) {
            ((ReplyHeaders) head.headers()).checkLength();
        } else if (!connection.isAskedForHead()) {
            chunks = new Chunks(maxHeaders);
            whole = head.headers().entries();
            head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            // RFC 9112 section 6.3: it says nothing of a chunked body.
            head.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
            clearContentLength();
        }
        return connection.isAskedForHead();
    }

    private void restore(List<Object> out) {
        if (whole != null && !out.isEmpty() && out.get(0) instanceof HttpResponse head) {
            head.headers().clear();
            whole.forEach(header -> head.headers().add(header.getKey(), header.getValue()));
            whole = null;
        }
    }
}
