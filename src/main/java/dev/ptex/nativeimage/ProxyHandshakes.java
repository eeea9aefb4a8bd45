package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Promise;
import io.vertx.core.Handler;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ChannelProvider;

/** Leaves out Vert.x' own way through proxies: ptex connects through them itself (docs/adr/0002). */
@TargetClass(ChannelProvider.class)
final class ProxyHandshakes {
    private ProxyHandshakes() {}

    @Substitute
    @SuppressWarnings("unused") // The provider calls it, with all of these.
    private void handleProxyConnect(
            Handler<Channel> handler,
            SocketAddress remote,
            SocketAddress peer,
            String serverName,
            boolean ssl,
            boolean useAlpn,
            Promise<Channel> channel) {
        channel.setFailure(new UnsupportedOperationException("there is no proxy to be used here"));
    }
}
