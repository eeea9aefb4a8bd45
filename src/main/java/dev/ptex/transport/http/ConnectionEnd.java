package dev.ptex.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** Notes why a connection ends: Vert.x tells requests of some of it in other words, or in none. */
final class ConnectionEnd extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    ConnectionEnd(Connection connection) {
        this.connection = connection;
    }

    /** RFC 8446 section 6.1: nothing follows close_notify, also where the server keeps its side of TCP open. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the end.
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.failed(cause);
        context.fireExceptionCaught(cause);
    }
}
