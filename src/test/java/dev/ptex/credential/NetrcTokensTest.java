package dev.ptex.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetrcTokensTest {
    private static List<String> values(String text) {
        NetrcTokens tokens = new NetrcTokens(text);
        List<String> values = new ArrayList<>();
        for (Optional<String> value = tokens.value(); value.isPresent(); value = tokens.value()) {
            values.add(value.get());
        }
        return values;
    }

    @Test
    void blanksAndLineEnds_partWords() {
        assertThat(values(" a\tb\r\nc\n\n d ")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void noText_hasNoWords() {
        assertThat(values("")).isEmpty();
        assertThat(values(" \n\t\r\n")).isEmpty();
    }

    @Test
    void lineThatStartsWithHash_isAComment() {
        assertThat(values("#a b\n  # c\n\t#d\ne")).containsExactly("e");
    }

    @Test
    void hashWithinALine_isPartOfItsWord() {
        assertThat(values("a #b c#d\n\"#e\"")).containsExactly("a", "#b", "c#d", "#e");
    }

    @Test
    void quotes_holdWordsTogether() {
        assertThat(values("\"a b\" \"\" \"c\td\"")).containsExactly("a b", "", "c\td");
    }

    @Test
    void backslashInQuotes_escapes() {
        assertThat(values("\"\\\"\\\\\\n\\r\\t\\x\"")).containsExactly("\"\\\n\r\tx");
    }

    @Test
    void backslashAndQuoteInAPlainWord_areTheirOwn() {
        assertThat(values("a\\n b\"c\"")).containsExactly("a\\n", "b\"c\"");
    }

    @Test
    void wordRightAfterAQuote_isAnother() {
        assertThat(values("\"a\"b")).containsExactly("a", "b");
    }

    @Test
    void openQuote_isNotClosedInAnotherLine() {
        assertThat(values("a \"b\nc\" d")).containsExactly("a");
        assertThat(values("a \"b\\\r\nc\" d")).containsExactly("a");
    }

    @Test
    void openQuote_endsTheWords() {
        NetrcTokens tokens = new NetrcTokens("a \"b c\nd");

        assertThat(tokens.value()).contains("a");
        assertThat(tokens.isBroken()).isFalse();
        assertThat(tokens.value()).isEmpty();
        assertThat(tokens.isBroken()).isTrue();
        assertThat(tokens.value()).isEmpty();
    }

    @Test
    void escapedClosingQuote_leavesTheQuoteOpen() {
        NetrcTokens tokens = new NetrcTokens("\"a\\\"");

        assertThat(tokens.value()).isEmpty();
        assertThat(tokens.isBroken()).isTrue();
    }

    @Test
    void backslashAtTheEnd_leavesTheQuoteOpen() {
        NetrcTokens tokens = new NetrcTokens("\"a\\");

        assertThat(tokens.value()).isEmpty();
        assertThat(tokens.isBroken()).isTrue();
    }

    @Test
    void keyword_isReadInAnyCase() {
        assertThat(new NetrcTokens("MaChInE").keyword()).contains("machine");
    }

    @Test
    void quotedWord_isNoKeyword() {
        assertThat(new NetrcTokens("\"machine\"").keyword()).contains("");
    }

    @Test
    void value_keepsItsCase() {
        assertThat(new NetrcTokens("SeCrEt").value()).contains("SeCrEt");
    }

    @Test
    void macro_lastsUntilAnEmptyLine() {
        NetrcTokens tokens = new NetrcTokens(" init\ncd x \"\n\nnext");

        tokens.skipMacro();

        assertThat(tokens.value()).contains("next");
    }

    @Test
    void macro_lastsUntilAnEmptyLineOfWindows() {
        NetrcTokens tokens = new NetrcTokens(" init\r\ncd x\r\n\r\nnext");

        tokens.skipMacro();

        assertThat(tokens.value()).contains("next");
    }

    @Test
    void macroWithoutAnEmptyLine_lastsUntilTheEnd() {
        NetrcTokens tokens = new NetrcTokens(" init\nmachine h");

        tokens.skipMacro();

        assertThat(tokens.value()).isEmpty();
    }
}
