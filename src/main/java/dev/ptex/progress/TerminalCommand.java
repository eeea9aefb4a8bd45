package dev.ptex.progress;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks a program of the system about the terminal. */
interface TerminalCommand {

    /** Whether a program that has this process' standard error says yes. */
    boolean succeeds(List<String> command);

    /** What a program says of its standard input, if anything. */
    Optional<String> output(List<String> command, Path input);

    static TerminalCommand system() {
        return new SystemTerminalCommand(1_000);
    }
}
