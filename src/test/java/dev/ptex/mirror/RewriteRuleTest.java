package dev.ptex.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ptex.url.Url;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://github.com | direct | the prefix \"https://github.com\" does not end in /",
                "https://github.com/a | direct | the prefix \"https://github.com/a\" does not end in /",
                "https://github.com/?x=/ | direct | the prefix \"https://github.com/?x=***\" does not end in /",
                "github.com/ | direct | the prefix \"github.com/\" is no URL: it does not start with a scheme, such as https:",
                "https://me:secret@h:x/ | direct | the prefix \"https://h:x/\" is no URL: its port is not a number from 1 to 65535",
                "file:///x/ | direct | file: URLs are never rewritten",
                "https://h/ | dirct | \"dirct\" is neither direct, off nor a URL: it does not start with a scheme, such as https:",
                "https://h/ | https://a:secret@b/c | the URL https://b/c does not end in /, as what it takes the place of does",
                "https://h/ | https://b/{sha512} | there is no placeholder {sha512}, only {sha256}, {size} and {name}",
                "https://h/ | https://b/{sha256 | a brace in a URL belongs to no placeholder",
                "https://h/ | https://b/sha256} | a brace in a URL belongs to no placeholder",
                "https://h/ | b/{sha256} | a URL with placeholders is none: it does not start with a scheme, such as https:",
                "* | https://b/ | where all URLs are meant, a URL without placeholders cannot take their place",
            })
    void ruleThatMakesNoSense_isRefused(String prefix, String list, String reason) {
        assertThatThrownBy(() -> RewriteRule.parse(prefix, list, "/f:1"))
                .isInstanceOf(PolicyException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/, https://github.com/x, 1",
        "https://github.com/, HTTPS://GITHUB.COM/x, 1",
        "https://GitHub.com:443/, https://github.com, 1",
        "https://me@github.com/, https://you:secret@github.com./x, 1",
        "https://github.com/a/, https://github.com/a/b, 3",
        "https://github.com/a/, https://github.com/c/../a/b, 3",
        "https://github.com/a/, https://github.com/%61/b, 3",
        "https://github.com/a/, https://github.com/A/b, -1",
        "https://github.com/a/, https://github.com/ab, -1",
        "https://github.com/a/, https://github.com/a/../b, -1",
        "https://github.com/, http://github.com/x, -1",
        "https://github.com/, https://github.com:8443/x, -1",
        "https://github.com/, https://github.com.evil.example/x, -1",
        "*, https://github.com/x, 0",
    })
    void prefix_matchesWhateverTheSpelling(String prefix, String url, int match) throws Exception {
        assertThat(RewriteRule.parse(prefix, "direct", "/f:1")
                        .match(Url.parse(url).normalized()))
                .isEqualTo(match);
    }
}
