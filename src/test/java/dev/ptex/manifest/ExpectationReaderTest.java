package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.ptex.digest.Expectation;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationReaderTest {
    private static Optional<Expectation> read(String scie) throws Exception {
        try (JsonParser json = new JsonFactory().createParser(scie)) {
            json.nextToken();
            return new ExpectationReader(json, "a").read();
        }
    }

    private static Optional<Expectation> readFiles(String files) throws Exception {
        return read("{\"lift\": {\"files\": [" + files + "]}}");
    }

    private static Expectation size(long size) {
        return new Expectation(OptionalLong.of(size), Optional.empty());
    }

    private static Expectation hash(String hash) {
        return new Expectation(OptionalLong.empty(), Optional.of(hash));
    }

    @Test
    void sizeAndHash_areRead() throws Exception {
        assertThat(readFiles("{\"name\": \"a\", \"size\": 5, \"hash\": \"F00\"}"))
                .contains(new Expectation(OptionalLong.of(5), Optional.of("F00")));
    }

    @Test
    void otherFiles_areNotMeant() throws Exception {
        assertThat(
                        readFiles(
                                "{\"name\": \"b\", \"size\": 1}, {\"name\": \"a\", \"size\": 2}, {\"name\": \"A\", \"size\": 3}"))
                .contains(size(2));
    }

    @Test
    void keyOfAFile_isNotItsName() throws Exception {
        assertThat(readFiles("{\"name\": \"b\", \"key\": \"a\", \"size\": 1}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "-1", "5.0", "1e3", "\"5\"", "[5]", "{\"size\": 5}", "true", "9999999999999999999999"})
    void sizeThatIsNone_isUnknown(String size) throws Exception {
        assertThat(readFiles("{\"size\": " + size + ", \"name\": \"a\", \"hash\": \"h\"}"))
                .contains(hash("h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[\"h\"]", "{\"hash\": \"h\"}", "false"})
    void hashThatIsNoString_isUnknown(String hash) throws Exception {
        assertThat(readFiles("{\"hash\": " + hash + ", \"name\": \"a\", \"size\": 5}"))
                .contains(size(5));
    }

    @Test
    void emptyFile_hasASize() throws Exception {
        assertThat(readFiles("{\"name\": \"a\", \"size\": 0}")).contains(size(0));
    }

    @Test
    void largestSize_isRead() throws Exception {
        assertThat(readFiles("{\"name\": \"a\", \"size\": 999999999999999999}"))
                .contains(size(999_999_999_999_999_999L));
    }

    @Test
    void neitherSizeNorHash_isNoExpectation() throws Exception {
        assertThat(readFiles("{\"name\": \"a\", \"size\": null}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"a\"", "1", "[{\"name\": \"a\", \"size\": 1}]"})
    void fileThatIsNoObject_isSkipped(String file) throws Exception {
        assertThat(readFiles(file + ", {\"name\": \"a\", \"size\": 2}, " + file))
                .contains(size(2));
    }

    @Test
    void keysListedTwice_lastCounts() throws Exception {
        assertThat(
                        readFiles(
                                "{\"name\": \"b\", \"size\": 1, \"hash\": \"h\", \"name\": \"a\", \"size\": 2, \"hash\": null}"))
                .contains(size(2));
    }

    @Test
    void filesListedTwice_lastCounts() throws Exception {
        assertThat(read("{\"lift\": {\"files\": [{\"name\": \"a\", \"size\": 1}], \"files\": []}}"))
                .isEmpty();
    }

    @Test
    void filesElsewhere_areNotMeant() throws Exception {
        assertThat(read("{\"files\": [{\"name\": \"a\", \"size\": 1}], \"lift\": {\"x\": {\"files\": [{\"name\": \"a\","
                        + " \"size\": 2}]}}}"))
                .isEmpty();
    }
}
