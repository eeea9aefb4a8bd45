package dev.ptex.cli;

import dev.ptex.config.Environment;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What nobody has handled: settings that make no sense, memory that ran out, and errors in ptex itself. */
final class Crash {
    private static final Pattern CONVERSION =
            Pattern.compile("config property (\\S+) .* whilst being converted (.*)", Pattern.DOTALL);

    private final PrintStream errors;
    private final Environment environment;

    Crash(PrintStream errors, Environment environment) {
        this.errors = errors;
        this.environment = environment;
    }

    /**
     * From now on ends the process when any thread fails, as others may wait for that one for ever; without the hooks
     * that would run at an exit, as they may wait, too.
     */
    void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            try {
                report(failure);
            } finally {
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        });
    }

    /** Says it in one line, then the hint, and then the stack trace if the person wants it. */
    void report(Throwable failure) {
        FailureReporter reporter = new FailureReporter(errors);
        Optional<String> setting = first(failure, ConfigValidationException.class)
                .map(invalid -> setting(invalid.getProblem(0).getMessage()));
        if (setting.isPresent()) {
            reporter.failed(setting.get());
        } else if (first(failure, OutOfMemoryError.class).isPresent()) {
            reporter.failed("there is not enough memory");
        } else {
            // Not its message, which may have anything in it, a password too.
            reporter.crashed(failure.getClass().getName());
        }
        if (environment.get("PTEX_TRACE").isPresent()) {
            failure.printStackTrace(errors);
        }
    }

    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** SmallRye wraps what a converter says into words about itself. */
    private static String setting(String problem) {
        Matcher matcher = CONVERSION.matcher(problem);
        return matcher.find()
                ? "the setting " + matcher.group(1) + " cannot be used: " + matcher.group(2)
                : "a setting cannot be used: " + problem;
    }
}
