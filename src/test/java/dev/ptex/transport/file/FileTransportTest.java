package dev.ptex.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ptex.config.Platform;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportContract;
import dev.ptex.transport.TransportException;
import dev.ptex.url.Url;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransportTest extends TransportContract {
    @TempDir
    Path directory;

    private final FileTransport transport = new FileTransport(Platform.ofThisMachine());

    @Override
    protected Transport transport() {
        return transport;
    }

    @Override
    protected Url publish(String name, byte[] content) throws Exception {
        return Url.of(Files.write(directory.resolve(name), content));
    }

    @Override
    protected Url missing() {
        return Url.of(directory.resolve("missing"));
    }

    private String failure(String url) {
        TransportException failure =
                catchThrowableOfType(TransportException.class, () -> transport.open(request(Url.parse(url))));
        return failure.reason();
    }

    @Test
    void missingFile_saysSo() {
        assertThat(failure("file://" + directory + "/missing")).isEqualTo("no such file");
    }

    @Test
    void directory_isNoFile() {
        assertThat(failure("file://" + directory)).isEqualTo("it is a directory");
    }

    @Test
    void otherMachine_isNotAsked() {
        assertThat(failure("file://elsewhere/x")).isEqualTo("a file: URL of another machine cannot be read");
    }

    @Test
    void impossibleName_isAFailure() {
        assertThat(failure("file:///x%00y")).isEqualTo("it is not a path of this system");
    }

    @Test
    void localhost_isThisMachine() throws Exception {
        Files.writeString(directory.resolve("x"), "hello");

        try (var response = transport.open(request(Url.parse("file://localhost" + directory + "/x")))) {
            assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
        }
    }
}
