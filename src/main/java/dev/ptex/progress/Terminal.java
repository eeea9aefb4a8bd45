package dev.ptex.progress;

import dev.ptex.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether standard error is a terminal, and how wide. Java 17 tells of standard input and output at best, and ptex is
 * run with both of them taken away (scie-jump reads its output), so the system has to be asked.
 */
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|hvc\\d+|console)");
    private static final Pattern SIZE = Pattern.compile("\\s*\\d+\\s+(\\d{1,5})\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Environment environment;
    private final Path errorLink;
    private final TerminalCommand command;
    private final BooleanSupplier console;

    /**
     * @param errorLink what Linux keeps as a link to standard error's file
     * @param console whether Java has a console, which is all that can be known on Windows
     */
    Terminal(Environment environment, Path errorLink, TerminalCommand command, BooleanSupplier console) {
        this.environment = environment;
        this.errorLink = errorLink;
        this.command = command;
        this.console = console;
    }

    /** The terminal of this process. */
    public static Terminal ofStandardError(Environment environment) {
        return new Terminal(environment, Path.of("/proc/self/fd/2"), TerminalCommand.system(), Terminal::hasConsole);
    }

    /** Whether a line on it can be drawn over: the one in Emacs, say, has no way back to a line's start. */
    public boolean drawsOver() {
        return !environment.get("TERM").equals(Optional.of("dumb"));
    }

    /** Whether a person sees what standard error gets. */
    public boolean isInteractive() {
        if (environment.platform().isWindows()) {
            return console.getAsBoolean();
        }
        return errorTarget()
                .map(target -> DEVICE.matcher(target).matches())
                .orElseGet(() -> command.succeeds(List.of("sh", "-c", "test -t 2")));
    }

    /** The width: as the person says, else as the terminal says, else the usual one. */
    public int columns() {
        OptionalInt said = number(environment.get("COLUMNS").orElse(""));
        if (said.isPresent()) {
            return said.getAsInt();
        }
        return environment.platform().isWindows() ? USUAL_COLUMNS : measured().orElse(USUAL_COLUMNS);
    }

    /** Nothing on systems without such links, and in containers without /proc. */
    private Optional<String> errorTarget() {
        try {
            return Optional.of(Files.readSymbolicLink(errorLink).toString());
        } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Of /dev/tty, since standard input is not the terminal under scie-jump. */
    private OptionalInt measured() {
        return command.output(List.of("stty", "size"), Path.of("/dev/tty"))
                .map(SIZE::matcher)
                .filter(Matcher::matches)
                .map(size -> number(size.group(1)))
                .orElse(OptionalInt.empty());
    }

    /** Java 22 to 24 always have one, which at worst puts a progress line where nobody looks. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        return System.console() != null;
    }

    /** A terminal that does not know its size says 0. */
    private static OptionalInt number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
