package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;

/**
 * Changes how DATA frames are cut (RFC 9113 section 6.1), of which Netty judges some by their cut: it ends a connection
 * at the third empty one in a row, though some servers flush so, and drops the bytes of a frame that ends its stream
 * before the Content-Length. Here empty ones are left out, and the end of a stream has a frame of its own.
 *
 * <p>Padding is flow-controlled (section 6.9.1), so that a frame with nothing else goes on to whoever gives windows back;
 * of those, two in a row are taken. Vert.x lets nobody set that limit of Netty's, and no server is known to send them.
 *
 * <p>A server that sends nothing but empty frames is left after the read timeout, as one that sends nothing.
 */
final class DataFrames extends ChannelInboundHandlerAdapter {
    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int STREAM = 5;
    private static final int DATA = 0;
    private static final int END_STREAM = 1;

    private final boolean settled;
    private final ByteBuf head = Unpooled.buffer(HEAD, HEAD);
    /** How many bytes of the frame have not come. */
    private int left;
    /** The stream that ends with the frame, or 0. */
    private int ending;

    private DataFrames(boolean settled) {
        this.settled = settled;
    }

    static DataFrames ofAConnectionFromItsBeginning() {
        return new DataFrames(true);
    }

    /** Has it see all that comes out of TLS, if that turns out to be HTTP/2. */
    static void watch(SslHandler tls) {
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess() && ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
                ((Channel) done.getNow()).pipeline().addAfter("ssl", null, new DataFrames(false));
            }
        });
    }

    /** Vert.x takes out what is not TLS when the handshake is done, and then puts its own handler behind this one. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (!settled && context.channel().isOpen()) {
            context.pipeline().addAfter("ssl", null, new DataFrames(true));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable()) {
                if (left > 0) {
                    payload(context, in);
                } else {
                    head(context, in);
                }
            }
        } finally {
            in.release();
        }
    }

    private void head(ChannelHandlerContext context, ByteBuf in) {
        in.readBytes(head, Math.min(head.writableBytes(), in.readableBytes()));
        if (head.isWritable()) {
            return;
        }
        left = head.getUnsignedMedium(0);
        int flags = head.getByte(FLAGS);
        boolean data = head.getByte(TYPE) == DATA;
        boolean ends = (flags & END_STREAM) != 0;
        if (!data || left > 0 || ends) {
            if (data && left > 0 && ends) {
                ending = head.getInt(STREAM);
                head.setByte(FLAGS, flags & ~END_STREAM);
            }
            context.fireChannelRead(head.copy());
        }
        head.clear();
    }

    private void payload(ChannelHandlerContext context, ByteBuf in) {
        int size = Math.min(left, in.readableBytes());
        left -= size;
        context.fireChannelRead(in.readRetainedSlice(size));
        if (left == 0 && ending != 0) {
            ByteBuf end = Unpooled.buffer(HEAD, HEAD);
            end.writeMedium(0).writeByte(DATA).writeByte(END_STREAM).writeInt(ending);
            ending = 0;
            context.fireChannelRead(end);
        }
    }
}
