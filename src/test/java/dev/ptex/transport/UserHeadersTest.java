package dev.ptex.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.header.Header;
import dev.ptex.url.Origin;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserHeadersTest {
    private static final Origin HOME = new Origin("https", "a.example", 443);

    private static List<String> seenBy(Origin origin) {
        List<Header> given = Stream.of(
                        "Accept", "accept-language", "USER-AGENT", "Range", "Authorization", "X-JFrog-Art-Api")
                .map(name -> new Header(name, "v"))
                .toList();
        return new UserHeaders(given, HOME)
                .visibleTo(origin).stream().map(Header::name).toList();
    }

    @Test
    void home_seesAll() {
        assertThat(seenBy(HOME)).hasSize(6);
    }

    @Test
    void otherHost_seesOnlyWhatIsHarmless() {
        assertThat(seenBy(new Origin("https", "b.example", 443)))
                .containsExactly("Accept", "accept-language", "USER-AGENT", "Range");
    }

    @Test
    void otherPortOrScheme_isAnotherOrigin() {
        assertThat(seenBy(new Origin("https", "a.example", 8443))).hasSize(4);
        assertThat(seenBy(new Origin("http", "a.example", 80))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"Accept: application/json,Accept,application/json", "X:y,X,y", "X-Y:  a:b ,X-Y,a:b", "X:,X,''"})
    void headerText_isNameAndValue(String text, String name, String value) {
        assertThat(Header.parse(text)).contains(new Header(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", ": y", "X y: z", "X: a\r\nY: b", "X: a\nb", "X\r: a"})
    void whatIsNoHeader_isRefused(String text) {
        assertThat(Header.parse(text)).isEmpty();
    }

    @Test
    void semicolon_sendsTheHeaderEmpty() {
        assertThat(Header.parse("X-Empty;").orElseThrow().removes()).isFalse();
        assertThat(Header.parse("X-Empty:").orElseThrow().removes()).isTrue();
    }

    @Test
    void shownHeader_hasNoValue() {
        assertThat(new Header("Authorization", "Bearer t")).hasToString("Authorization: ***");
    }
}
