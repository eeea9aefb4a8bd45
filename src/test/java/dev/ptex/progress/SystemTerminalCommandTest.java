package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SystemTerminalCommandTest {
    private static final TerminalCommand COMMAND = TerminalCommand.system();

    private Path input;

    @TempDir
    Path directory;

    @BeforeEach
    void input() throws IOException {
        input = Files.writeString(directory.resolve("input"), "24 80\n");
    }

    @Test
    void programThatEndsWell_succeeds() {
        assertThat(COMMAND.succeeds(List.of("sh", "-c", "exit 0"))).isTrue();
    }

    @Test
    void programThatFails_doesNotSucceed() {
        assertThat(COMMAND.succeeds(List.of("sh", "-c", "exit 1"))).isFalse();
    }

    @Test
    void programThatReads_getsNothing() {
        assertThat(COMMAND.succeeds(List.of("sh", "-c", "! read line"))).isTrue();
    }

    @Test
    void programThatIsNotThere_doesNotSucceed() {
        assertThat(COMMAND.succeeds(List.of("ptex-no-such-program"))).isFalse();
    }

    @Test
    void programThatTakesTooLong_doesNotSucceed() {
        assertThat(new SystemTerminalCommand(1).succeeds(List.of("sleep", "60")))
                .isFalse();
    }

    @Test
    void output_isOfTheInput() {
        assertThat(COMMAND.output(List.of("cat"), input)).contains("24 80\n");
    }

    @Test
    void outputOfAFailure_isNoAnswer() {
        assertThat(COMMAND.output(List.of("sh", "-c", "cat; exit 1"), input)).isEmpty();
    }

    @Test
    void inputThatIsNotThere_givesNoAnswer() {
        assertThat(COMMAND.output(List.of("cat"), directory.resolve("gone"))).isEmpty();
    }
}
