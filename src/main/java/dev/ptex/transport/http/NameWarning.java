package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Keeps from the JDK a server's warning that it has no host of the name that it was asked for, which misconfigured ones
 * send and then go on (RFC 6066 section 3). OpenSSL, and so curl, goes on as well; the JDK would end the handshake. Which
 * host it is, its certificate tells.
 */
final class NameWarning extends ByteToMessageDecoder {
    private static final int ANY = -1;
    /** An alert record of any version, a warning, unrecognized_name. */
    private static final int[] RECORD = {21, 3, ANY, 0, 2, 1, 112};

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        boolean begins = true;
        for (int i = 0; i < Math.min(RECORD.length, in.readableBytes()); i++) {
            begins &= RECORD[i] == ANY || RECORD[i] == in.getByte(in.readerIndex() + i);
        }
        if (begins && in.readableBytes() < RECORD.length) {
            return;
        }
        if (begins) {
            in.skipBytes(RECORD.length);
        }
        // What is left goes on to the next handler.
        context.pipeline().remove(this);
    }
}
