package dev.ptex.cli;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.config.SettingsException;
import dev.ptex.text.Reason;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What nobody has handled: settings that make no sense, memory that ran out, and errors in ptex itself. */
final class Crash {
    private static final Pattern CONVERSION =
            Pattern.compile("config property (\\S+) .* whilst being converted (.*)", Pattern.DOTALL);

    /** Made beforehand: when memory has run out, there is none to make it. */
    private final byte[] noMemory =
            ("ptex: there is not enough memory" + System.lineSeparator()).getBytes(StandardCharsets.US_ASCII);

    private final PrintStream errors;
    private final Environment environment;
    private final boolean traced;

    Crash(PrintStream errors, Environment environment) {
        this.errors = errors;
        this.environment = environment;
        this.traced = environment.get("PTEX_TRACE").isPresent();
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
        if (cause(failure, OutOfMemoryError.class) != null) {
            errors.write(noMemory, 0, noMemory.length);
        } else if (cause(failure, ConfigValidationException.class) instanceof ConfigValidationException invalid) {
            new FailureReporter(errors).failed(setting(invalid.getProblem(0).getMessage()));
        } else if (cause(failure, SettingsException.class) instanceof SettingsException unusable) {
            new FailureReporter(errors).failed(unusable);
        } else if (cause(failure, IOException.class) instanceof IOException refused && isOfTheSystem(refused)) {
            new FailureReporter(errors).failed("cannot go on: " + Reason.of(refused));
        } else if (cause(failure, NoSuchAlgorithmException.class) instanceof Exception missing
                && String.valueOf(missing.getMessage()).contains("NativePRNG")) {
            new FailureReporter(errors).failed("there are no random numbers: cannot read /dev/random and /dev/urandom");
        } else {
            // Not its message, which may have anything in it, a password too.
            new FailureReporter(errors).crashed(failure.getClass().getName());
        }
        if (traced) {
            failure.printStackTrace(errors);
        }
    }

    /**
     * Whether it is something that the system refuses, such as one open file more, and no error of ptex' own. What names
     * a file or a URL is not the system's alone.
     */
    private static boolean isOfTheSystem(IOException failure) {
        String message = failure.getMessage();
        return failure.getClass() == IOException.class
                && failure.getCause() == null
                && message != null
                && !message.contains("/");
    }

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> kind) {
        Throwable cause = failure;
        while (cause != null && !kind.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** SmallRye wraps what a converter says into words about itself, and does not know the line of a file. */
    private String setting(String problem) {
        Matcher matcher = CONVERSION.matcher(problem);
        if (!matcher.find()) {
            return "a setting cannot be used: " + problem;
        }
        String key = matcher.group(1);
        String place = Settings.of(environment)
                .find(key)
                .filter(Setting::isInFile)
                .map(setting -> " in " + setting.place())
                .orElse("");
        return "the setting " + key + place + " cannot be used: " + matcher.group(2);
    }
}
