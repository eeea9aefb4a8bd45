package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    private final List<String> asked = new ArrayList<>();
    private boolean yes;
    private Optional<String> size = Optional.empty();

    @TempDir
    Path directory;

    /** JUnit warns of links that lead out of its directory. */
    @AfterEach
    void noLink() throws IOException {
        Files.deleteIfExists(directory.resolve("2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/pts/3", "/dev/tty1", "/dev/ttyS0", "/dev/tty", "/dev/console", "/dev/hvc0"})
    void linkToATerminal_isInteractive(String target) throws IOException {
        assertThat(linux(target, Map.of()).isInteractive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pipe:[1234]", "socket:[77]", "/dev/null", "/dev/pts/", "/tmp/dev/pts/3", "/tmp/errors.log"})
    void linkToAnythingElse_isNotInteractive(String target) throws IOException {
        assertThat(linux(target, Map.of()).isInteractive()).isFalse();
    }

    @Test
    void link_isAllThatIsAsked() throws IOException {
        linux("pipe:[1234]", Map.of()).isInteractive();

        assertThat(asked).isEmpty();
    }

    @Test
    void dumbTerminal_isSeenAndNotDrawnOver() throws IOException {
        Terminal dumb = linux("/dev/pts/3", Map.of("TERM", "dumb"));

        assertThat(dumb.isInteractive()).isTrue();
        assertThat(dumb.drawsOver()).isFalse();
    }

    @Test
    void otherUnixWhoseShellSaysYes_isInteractive() {
        yes = true;

        assertThat(unix(Map.of()).isInteractive()).isTrue();
        assertThat(asked).containsExactly("sh -c test -t 2");
    }

    @Test
    void otherUnixWhoseShellSaysNo_isNotInteractive() {
        assertThat(unix(Map.of()).isInteractive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void windows_isAsItsConsole(boolean console) {
        assertThat(windows(console, Map.of()).isInteractive()).isEqualTo(console);
        assertThat(asked).isEmpty();
    }

    @Test
    void columnsVariable_isTheWidth() {
        size = Optional.of("24 100\n");

        assertThat(unix(Map.of("COLUMNS", "132")).columns()).isEqualTo(132);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wide", "0", "-5", "999999999999", "80x24"})
    void uselessColumnsVariable_isPassedOver(String value) {
        size = Optional.of("24 100\n");

        assertThat(unix(Map.of("COLUMNS", value)).columns()).isEqualTo(100);
    }

    @Test
    void terminal_isAskedForItsWidth() {
        size = Optional.of("24 100\n");

        assertThat(unix(Map.of()).columns()).isEqualTo(100);
        assertThat(asked).containsExactly("stty size < /dev/tty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0\n", "24", "stty: what?"})
    void uselessAnswer_givesTheUsualWidth(String answer) {
        size = Optional.of(answer);

        assertThat(unix(Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void noAnswer_givesTheUsualWidth() {
        assertThat(unix(Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void windows_hasTheUsualWidth() {
        assertThat(windows(true, Map.of()).columns()).isEqualTo(80);
        assertThat(asked).isEmpty();
    }

    private Terminal linux(String target, Map<String, String> environment) throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("2"), Path.of(target));
        return terminal(environment, Platform.UNIX, link, false);
    }

    private Terminal unix(Map<String, String> environment) {
        return terminal(environment, Platform.UNIX, directory.resolve("gone"), false);
    }

    private Terminal windows(boolean console, Map<String, String> environment) {
        return terminal(environment, Platform.WINDOWS, directory.resolve("gone"), console);
    }

    private Terminal terminal(Map<String, String> environment, Platform platform, Path link, boolean console) {
        return new Terminal(new Environment(environment, platform), link, new Answers(), () -> console);
    }

    private final class Answers implements TerminalCommand {
        @Override
        public boolean succeeds(List<String> command) {
            asked.add(String.join(" ", command));
            return yes;
        }

        @Override
        public Optional<String> output(List<String> command, Path input) {
            asked.add(String.join(" ", command) + " < " + input);
            return size;
        }
    }
}
