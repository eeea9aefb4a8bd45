package dev.ptex.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTroubleTest {
    private static final String VALID = """
            {"ptex": {"a": "https://x/\\u00e4"}, "ptex-mirrors": {"a": ["b", "c"]}, "n": [1, -2.5e3, true, null],
             "scie": {"lift": {"files": [{"name": "a", "size": 1, "hash": "h"}]}}}
            """;

    @TempDir
    Path home;

    private String trouble(String json) throws Exception {
        Path manifest = Files.writeString(home.resolve("lift.json"), json);
        ManifestException failure =
                catchThrowableOfType(ManifestException.class, () -> new ManifestService().find(manifest, "a"));
        String start = "Failed to parse lift manifest " + manifest + ": ";
        assertThat(failure).as(json).isNotNull();
        assertThat(failure).hasMessageStartingWith(start);
        return String.valueOf(failure.getMessage()).substring(start.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a" {}}        | column 6: expected ':', found '{'
                    {"a": }         | column 7: expected a value, found '}'
                    {"a":: 1}       | column 6: expected a value, found ':'
                    {"a": tru}      | column 7: expected a value, found 'tru'
                    {"a": NaN}      | column 7: expected a value, found 'NaN'
                    {"a": 'x'}      | column 7: expected a value, found a single quote
                    {"a": 01}       | column 7: expected a value, found '01'
                    {"a": +1}       | column 7: expected a value, found '+1'
                    {"a": 1.}       | column 7: expected a value, found '1.'
                    {"a": true]     | column 11: expected ',' or '}', found ']'
                    {"a": [null}    | column 12: expected ',' or ']', found '}'
                    {"a": -Infinity} | column 7: expected a value, found '-Infinity'
                    {"a": 1x}       | column 7: expected a value, found '1x'
                    {"a": 😀}       | column 7: expected a value, found '😀'
                    {a: 1}          | column 2: expected a name in double quotes or '}', found 'a'
                    {// no          | column 2: expected a name in double quotes or '}', found '/'
                    {"a": 1,}       | column 9: expected a name in double quotes, found '}'
                    {"a": 1 "b": 2} | column 9: expected ',' or '}', found '"'
                    {"a": 1]        | column 8: expected ',' or '}', found ']'
                    {"a": [1 2]}    | column 10: expected ',' or ']', found '2'
                    {"a": [1}       | column 9: expected ',' or ']', found '}'
                    {"a": [1,]}     | column 10: expected a value, found ']'
                    {"a": [,]}      | column 8: expected a value or ']', found ','
                    {"a": "b\\qc"}  | column 10: expected an escape that JSON has, found 'qc'
                    {"a": "\\u12g4"} | column 9: expected four hexadecimal digits after \\u, found 'u12g4'
                    }               | column 1: expected '{', found '}'
                    lift            | column 1: expected '{', found 'lift'
                    {} x            | column 4: expected the end of the file, found 'x'
                    {} {            | column 4: expected the end of the file, found an object
                    []              | column 1: expected an object, found an array
                    "x"             | column 1: expected an object, found a string
                    null            | column 1: expected an object, found null
                    """)
    void malformedJson_isDescribed(String json, String expected) throws Exception {
        assertThat(trouble(json)).isEqualTo("line 1, " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {             | column 2: the file ends inside an object
                    {"a           | column 4: the file ends inside a name
                    {"a"          | column 5: the file ends inside an object
                    {"a":         | column 6: the file ends inside an object
                    {"a": 1       | column 8: the file ends inside an object
                    {"a": 1,      | column 9: the file ends inside an object
                    {"a": [1      | column 9: the file ends inside an array
                    {"a": [1,     | column 10: the file ends inside an array
                    {"a": "bc     | column 10: the file ends inside a string
                    """)
    void truncatedJson_saysInsideWhat(String json, String expected) throws Exception {
        assertThat(trouble(json)).isEqualTo("line 1, " + expected);
    }

    @Test
    void anyTruncation_isPlacedAndInPlainWords() throws Exception {
        String json = VALID.strip();
        for (int end = 1; end < json.length(); end++) {
            assertThat(trouble(json.substring(0, end)))
                    .as(json.substring(0, end))
                    .matches("line [12], column \\d+: (the file ends inside|expected) [^\\[]*")
                    .doesNotContain("Source", "Exception", "token", "Json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\ufeff", "\ufeff \r\n"})
    void nothing_isEmpty(String json) throws Exception {
        assertThat(trouble(json)).isEqualTo("it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void laterLine_isCountedFromOne(String lineEnd) throws Exception {
        assertThat(trouble(String.join(lineEnd, "{", "  \"ä\": \"😀\",", "  \"b\" = 3}")))
                .isEqualTo("line 3, column 7: expected ':', found '='");
    }

    @Test
    void byteOrderMark_isNoColumn() throws Exception {
        assertThat(trouble("\ufeff{a")).startsWith("line 1, column 2: ");
    }

    @Test
    void columnsAfterOtherLetters_areCountedInCharacters() throws Exception {
        assertThat(trouble("{\"äöü\": x}")).startsWith("line 1, column 9: ");
    }

    @Test
    void farIntoTheFile_theTextIsStillSeen() throws Exception {
        String filler = "\"" + "x".repeat(1000) + "\",\n";

        assertThat(trouble("{\"a\": [\n" + filler.repeat(500) + " nope]}"))
                .isEqualTo("line 502, column 2: expected a value, found 'nope'");
    }

    @Test
    void stringAcrossLines_isNotClosed() throws Exception {
        assertThat(trouble("{\"a\": \"bc\n\"}"))
                .isEqualTo("line 1, column 10: expected a closing double quote, found the end of the line");
    }

    @Test
    void tabInString_isNamed() throws Exception {
        assertThat(trouble("{\"a\": \"b\tc\"}"))
                .isEqualTo("line 1, column 9: expected a character that JSON has there, found a tab");
    }

    @Test
    void controlCharacter_isMadeVisible() throws Exception {
        assertThat(trouble("{\"a\":\0 1}"))
                .isEqualTo("line 1, column 6: expected a character that JSON has there, found \\x00");
    }

    @Test
    void executable_isNoManifest() throws Exception {
        assertThat(trouble("\u007fELF\u0002")).isEqualTo("line 1, column 1: expected '{', found '\\x7f'");
    }

    @Test
    void longWord_isCut() throws Exception {
        assertThat(trouble("{\"a\": " + "x".repeat(1000)))
                .isEqualTo("line 1, column 7: expected a value, found '" + "x".repeat(30) + "'");
    }

    @Test
    void tooManyLevels_areRefused() throws Exception {
        assertThat(trouble("{\"x\": " + "[".repeat(100_000)))
                .isEqualTo("line 1, column 1006: expected at most 1000 levels of nesting, found more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"ptex": []}               | 10: expected an object for "ptex", found an array
                    {"ptex": null}             | 10: expected an object for "ptex", found null
                    {"ptex": {"a": 1}}         | 16: expected a string for "a" in "ptex", found a number
                    {"ptex": {"a": ["x"]}}     | 16: expected a string for "a" in "ptex", found an array
                    {"ptex": {"a": null}}      | 16: expected a string for "a" in "ptex", found null
                    {"ptex-mirrors": "x"}      | 18: expected an object for "ptex-mirrors", found a string
                    {"ptex-mirrors": {"a": {}}} | 24: expected an array of strings for "a" in "ptex-mirrors", found an object
                    {"ptex-mirrors": {"a": ["x", true]}} | 30: expected an array of strings for "a" in "ptex-mirrors", found true
                    {"ptex-mirrors": {"a": [["x"], 1]}} | 25: expected an array of strings for "a" in "ptex-mirrors", found an array
                    """)
    void valueOfTheWrongType_isNamed(String json, String expected) throws Exception {
        assertThat(trouble(json)).isEqualTo("line 1, column " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"scie\": {\"lift\": {}}}", "{\"PTEX\": {\"a\": \"https://x/\"}}"})
    void manifestWithoutPtex_saysSo(String json) throws Exception {
        assertThat(trouble(json)).isEqualTo("it has no \"ptex\" object");
    }
}
