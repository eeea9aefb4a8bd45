package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
    private final Chunks chunks = new Chunks(1000);
    private final ByteBuf in = Unpooled.buffer();

    /** As Netty does it: on for as long as something is taken or put out. */
    private String decode(String bytes) throws BadChunkException {
        in.writeCharSequence(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder body = new StringBuilder();
        int before = -1;
        while (in.isReadable() && before != in.readableBytes() && !chunks.isDone()) {
            before = in.readableBytes();
            List<Object> out = new ArrayList<>();
            chunks.decode(in, out);
            for (Object content : out) {
                body.append(((HttpContent) content).content().toString(StandardCharsets.ISO_8859_1));
            }
        }
        return body.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\n0\n\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                "5;a=b;c=\"d;e\"\r\nhello\r\n0;x\r\n\r\n",
                " 5 \r\nhello\r\n0 \r\n\r\n",
                "00000000000000000000000000000005\r\nhello\r\n000\r\n\r\n",
                "5\r\nhello\r\n0\r\nX: y\r\nContent-Length: 77\r\n\r\n",
            })
    void framedBody_isTheSameHoweverItIsCutUp(String framed) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < framed.length(); i++) {
            body.append(decode(framed.substring(i, i + 1)));
        }

        assertThat(body).hasToString("hello");
        assertThat(chunks.isDone()).isTrue();
        assertThat(decodeWith(new Chunks(1000), framed)).isEqualTo("hello");
    }

    private static String decodeWith(Chunks chunks, String framed) throws BadChunkException {
        ByteBuf bytes = Unpooled.copiedBuffer(framed, StandardCharsets.ISO_8859_1);
        StringBuilder body = new StringBuilder();
        while (!chunks.isDone()) {
            List<Object> out = new ArrayList<>();
            chunks.decode(bytes, out);
            out.forEach(
                    content -> body.append(((HttpContent) content).content().toString(StandardCharsets.ISO_8859_1)));
        }
        return body.toString();
    }

    @Test
    void chunkOfMoreThanAnArrayHolds_isTakenAsItComes() throws Exception {
        assertThat(decode("7fffffffffffffff\r\nhello")).isEqualTo("hello");
        assertThat(decode("world")).isEqualTo("world");
        assertThat(chunks.isDone()).isFalse();
    }

    @Test
    void bodyWithoutItsLastLine_isNotDone() throws Exception {
        assertThat(decode("5\r\nhello\r\n0\r\n")).isEqualTo("hello");
        assertThat(chunks.isDone()).isFalse();
    }

    /** As curl takes them; what begins with a letter might be more digits. */
    @ParameterizedTest
    @ValueSource(strings = {"5 x", "5\r", "5,x", "5.0", "5\"x\"", "5=x", "5 ;x"})
    void whatStandsBehindASize_isPassedOver(String size) throws Exception {
        assertThat(decode(size + "\r\nhello\r\n0" + size.substring(1) + "\r\n\r\n"))
                .isEqualTo("hello");
        assertThat(chunks.isDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\n", "\r\n", "-5\r\n", "0x5\r\n", "5Z\r\n", "8000000000000000\r\n", "10000000000000000\r\n"
            })
    void whatIsNoSize_isRefused(String line) {
        assertThatThrownBy(() -> decode(line)).hasMessage("a chunk has no proper length");
    }

    @Test
    void dataBehindItsEnd_isRefused() {
        assertThatThrownBy(() -> decode("5\r\nhello0\r\n\r\n")).hasMessage("a chunk is longer than it says");
    }

    @Test
    void linesWithoutEnd_areRefused() {
        assertThatThrownBy(() -> decode("5;" + "x".repeat(1000))).hasMessageContaining("a line of it is longer");
        in.clear();
        assertThatThrownBy(() -> decodeWith(new Chunks(1000), "0\r\n" + "X: yyyyy\r\n".repeat(200) + "\r\n"))
                .hasMessageContaining("a line of it is longer");
    }
}
