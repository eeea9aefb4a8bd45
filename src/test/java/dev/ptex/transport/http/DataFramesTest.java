package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFramesTest {
    private static final String EMPTY = "000000 00 00 00000003";
    private static final String END = "000000 00 01 00000003";
    private static final String SETTINGS = "000000 04 00 00000000";
    private static final String HELLO = "68656c6c6f";

    private final EmbeddedChannel channel = new EmbeddedChannel(DataFrames.ofAConnectionFromItsBeginning());

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private void expect(String sent, String expected, int size) {
        byte[] all = bytes(sent);
        for (int from = 0; from < all.length; from += size) {
            channel.writeInbound(Unpooled.copiedBuffer(all, from, Math.min(size, all.length - from)));
        }
        assertThat(Inbound.hex(channel)).isEqualTo(expected.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void framesOfOtherTypes_goOnAsTheyCame(int size) {
        String frames = SETTINGS + "000004 08 00 00000000 00010000" + "000005 01 05 00000003 " + HELLO;

        expect(frames, frames, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void emptyFrames_areLeftOut(int size) {
        expect(EMPTY + SETTINGS + EMPTY + EMPTY + END, SETTINGS + END, size);
    }

    @ParameterizedTest
    @CsvSource({"1, 01, 00", "5, 01, 00", "1000, 01, 00", "7, 09, 08"})
    void endOfAStream_hasAFrameOfItsOwn(int size, String flags, String without) {
        expect(
                "000005 00 " + flags + " 00000003 " + HELLO + SETTINGS,
                "000005 00 " + without + " 00000003 " + HELLO + END + SETTINGS,
                size);
    }
}
