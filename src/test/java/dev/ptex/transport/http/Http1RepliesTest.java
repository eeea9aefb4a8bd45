package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.connect.Target;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1RepliesTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Inflow> inflows = new ArrayList<>();
    private int heard;

    private Runnable waiting;
    private Connection connection;

    @BeforeEach
    void ask() throws IOException {
        Route route = new Route(false, new Target("origin.test", 80), Optional.empty());
        connection = new Connection("connection-1", route, 0, false, SocketChannel.open());
        connection.close();
        connection.heads().behindThisOne(inflows::add);
        waiting = () -> heard++;
        connection.heads().await(waiting);
        channel.pipeline().addLast("codec", new ChannelDuplexHandler());
        Http1Replies.install(channel.pipeline(), connection, 1000);
        channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The lengths of the pieces of a body that come out. */
    private List<Integer> pieces() {
        List<Integer> lengths = new ArrayList<>();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof HttpContent content) {
                lengths.add(content.content().readableBytes());
                content.release();
            }
        }
        return lengths;
    }

    @Test
    void tinyChunksOfOneRead_areOnePiece() {
        receive(HEAD + "1\r\nx\r\n".repeat(10_000));

        assertThat(pieces()).containsExactly(10_000);
    }

    @Test
    void moreThanAPiece_isGivenOnBeforeTheReadEnds() {
        receive(HEAD + "1\r\nx\r\n".repeat(40_000));

        assertThat(pieces()).containsExactly(16 * 1024, 16 * 1024, 40_000 - 32 * 1024);
    }

    /** Cut up, it would be copied, piece by piece. */
    @Test
    void largeRead_isOnePiece() {
        channel.writeInbound(Unpooled.copiedBuffer(
                Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", StandardCharsets.US_ASCII),
                Unpooled.wrappedBuffer(new byte[99_999])));

        assertThat(pieces()).containsExactly(99_999);
    }

    @Test
    void chunkOfARead_isNotKeptForTheNextOne() {
        receive(HEAD + "1\r\nx\r\n");
        assertThat(pieces()).containsExactly(1);

        receive("1\r\ny\r\n");
        assertThat(pieces()).containsExactly(1);
    }

    /** So that whoever waits for the head waits on. */
    @Test
    void interimHeadOrPartOfAHead_isHeard() {
        receive("HTTP/1.1 102 Processing\r\n\r\n");
        int afterInterim = heard;
        receive("HTTP/1.1 200 OK\r\nX: ");

        assertThat(afterInterim).isPositive();
        assertThat(heard).isGreaterThan(afterInterim);
    }

    /** They may come just before the next request goes out, which must not be blamed for them. */
    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"})
    void bytesThatNobodyAskedFor_endTheConnectionWithoutAWord(String bytes) {
        receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        connection.heads().awaitNoLonger(waiting);
        pieces();

        receive(bytes);

        assertThat(channel.isOpen()).isFalse();
        assertThat(pieces()).isEmpty();
    }

    @Test
    void lineEndBehindABody_isNoOffence() {
        receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        connection.heads().awaitNoLonger(waiting);

        receive("\r\n");

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void pausedBody_stopsReadingFromTheSocket() {
        receive(HEAD);

        inflows.get(0).pause();
        assertThat(channel.config().isAutoRead()).isFalse();

        inflows.get(0).resume();
        assertThat(channel.config().isAutoRead()).isTrue();
    }
}
