package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameWarningTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new NameWarning());

    @ParameterizedTest
    @CsvSource({
        "15030100020170160303, 160303",
        "15030300020170, ''",
        "15030300020270, 15030300020270",
        "15030300020128, 15030300020128",
        "16030300020170, 16030300020170",
        "1503030002017015030300020170, 15030300020170",
        "16, 16",
    })
    void onlyThisWarning_isLeftOut(String sent, String expected) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(sent)));

        assertThat(Inbound.hex(channel)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"15030100020170160303, 160303", "15030300020228, 15030300020228"})
    void warningInPieces_isTheSame(String sent, String expected) {
        for (byte octet : HexFormat.of().parseHex(sent)) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
        }

        assertThat(Inbound.hex(channel)).isEqualTo(expected);
    }
}
