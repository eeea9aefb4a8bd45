package dev.ptex.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.url.Url;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every transport must do; a subclass says where its files are. */
public abstract class TransportContract {
    /** The transport under test. */
    protected abstract Transport transport();

    /** Puts a file where the transport finds it. */
    protected abstract Url publish(String name, byte[] content) throws Exception;

    /** A place where there is no file. */
    protected abstract Url missing() throws Exception;

    /** Asks for a URL without further ado. */
    protected static TransportRequest request(Url url) {
        return new TransportRequest(
                url, new UserHeaders(List.of(), url.origin()), false, Optional.empty(), Condition.NONE, 0, head -> {});
    }

    private byte[] fetch(Url url) throws Exception {
        try (TransportResponse response = transport().open(request(url))) {
            return response.body().readAllBytes();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void file_arrivesByteForByte() throws Exception {
        byte[] content = random(3_000_001);

        assertThat(fetch(publish("large.bin", content))).isEqualTo(content);
    }

    @Test
    void emptyFile_isEmpty() throws Exception {
        assertThat(fetch(publish("empty", new byte[0]))).isEmpty();
    }

    @Test
    void oneByte_arrives() throws Exception {
        assertThat(fetch(publish("one", new byte[] {(byte) 0xff}))).containsExactly(0xff);
    }

    @Test
    void length_isToldBeforeTheBodyIsRead() throws Exception {
        try (TransportResponse response = transport().open(request(publish("sized", random(4321))))) {
            assertThat(response.total()).hasValue(4321);
        }
    }

    @Test
    void nameWithPlusAndBlank_isFound() throws Exception {
        byte[] content = random(10);

        assertThat(fetch(publish("cpython-3.12+2024 x.tar.gz", content))).isEqualTo(content);
    }

    @Test
    void missingFile_isAFailureWithAReason() throws Exception {
        Url missing = missing();

        TransportException failure =
                catchThrowableOfType(TransportException.class, () -> transport().open(request(missing)));

        assertThat(failure.reason()).isNotBlank();
        assertThat(failure.hop()).isEmpty();
    }

    @Test
    void closedEarly_nextFileStillArrives() throws Exception {
        Url large = publish("abandoned", random(2_000_000));
        TransportResponse response = transport().open(request(large));
        assertThat(response.body().read()).isNotNegative();

        response.close();

        assertThat(fetch(publish("next", random(100)))).isEqualTo(random(100));
    }

    @Test
    void readingAfterTheEnd_isTheEndAgain() throws Exception {
        try (TransportResponse response = transport().open(request(publish("end", random(3))))) {
            response.body().readAllBytes();

            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(response.body().read(new byte[5])).isEqualTo(-1);
        }
    }
}
