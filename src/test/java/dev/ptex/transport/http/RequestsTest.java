package dev.ptex.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes out over HTTP. */
@QuarkusTest
class RequestsTest extends ConfiguredHttpTestBase {
    @ParameterizedTest
    @CsvSource({
        "/a+b%2Bc%2fd~, /a+b%2Bc%2fd~",
        "?prefix=x, /?prefix=x",
        "'', /",
        "/a b|c, /a%20b%7Cc",
        "/a/../b//c?d=/e?f, /a/../b//c?d=/e?f",
    })
    void url_goesOutVerbatim(String written, String target) throws Exception {
        server.on(target, Reply.ok("x"));

        fetch("http://" + server.authority() + written);

        assertThat(server.takeRequest().line()).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @Test
    void request_hasTheDefaultHeaders() throws Exception {
        server.on("/x", Reply.ok("x"));

        fetch(server.url("/x"));

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("User-Agent")).containsExactly("ptex/2.0.0");
        assertThat(request.headers("Accept")).containsExactly("*/*");
        assertThat(request.headers("Accept-Encoding")).containsExactly("identity");
        assertThat(request.headers("Host")).containsExactly(server.authority());
        assertThat(request.headerNames()).hasSize(4);
    }

    /** RFC 9110 section 7.2; servers that know no name in small letters are found in devices. */
    @Test
    void host_isTheFirstHeader() throws Exception {
        server.on("/x", Reply.ok("x"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().headerNames()).first().isEqualTo("Host");
    }

    @Test
    void givenHeader_replacesTheDefaultOne() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.addAll(
                List.of("accept: application/json", "User-Agent: me", "Host: virtual.example", "Accept-Encoding:"));

        fetch(server.url("/x"));

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("Accept")).containsExactly("application/json");
        assertThat(request.headers("User-Agent")).containsExactly("me");
        assertThat(request.headers("Host")).containsExactly("virtual.example");
        assertThat(request.headers("Accept-Encoding")).isEmpty();
    }

    @Test
    void givenHeader_canBeRepeated() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.addAll(List.of("X-A: 1", "X-A: 2"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().headers("X-A")).containsExactly("1", "2");
    }

    @Test
    void userInfo_becomesCredentials() throws Exception {
        server.on("/x", Reply.ok("x"));

        fetch("http://me:p%40ss@" + server.authority() + "/x");

        RecordedRequest request = server.takeRequest();
        assertThat(request.headers("Authorization")).containsExactly("Basic bWU6cEBzcw==");
        assertThat(request.headers("Host")).containsExactly(server.authority());
    }

    @Test
    void netrc_givesCredentialsOfTheHost() throws Exception {
        Files.writeString(directory.resolve(".netrc"), "machine 127.0.0.1 login me password p@ss");
        server.on("/x", Reply.ok("x"));

        fetch(server.url("/x"));

        assertThat(server.takeRequest().headers("Authorization")).containsExactly("Basic bWU6cEBzcw==");
    }

    @Test
    void givenAuthorization_winsOverCredentials() throws Exception {
        server.on("/x", Reply.ok("x"));
        given.add("Authorization: Bearer t");

        fetch("http://me:p@" + server.authority() + "/x");

        assertThat(server.takeRequest().headers("Authorization")).containsExactly("Bearer t");
    }
}
