package dev.ptex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashTest {
    private static final String HINT =
            "  hint: please report it where this ptex is from, with what PTEX_TRACE=1 shows\n";

    private static String report(Throwable failure, Map<String, String> environment) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new Crash(new PrintStream(written, true, StandardCharsets.UTF_8), new Environment(environment)).report(failure);
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void errorOfOurOwn_isNamedByItsClassAndNotByItsMessage() {
        assertThat(report(new IllegalStateException("http://user:secret@host/"), Map.of()))
                .isEqualTo("ptex: internal error: java.lang.IllegalStateException\n" + HINT);
    }

    @Test
    void stackTrace_comesIfItIsAskedFor() {
        assertThat(report(new IllegalStateException("why"), Map.of("PTEX_TRACE", "1")))
                .startsWith("ptex: internal error: java.lang.IllegalStateException\n" + HINT
                        + "java.lang.IllegalStateException: why\n\tat ")
                .contains("CrashTest");
    }

    @Test
    void memoryThatRanOut_isSaidAsThat() {
        assertThat(report(new RuntimeException(new OutOfMemoryError("Java heap space")), Map.of()))
                .isEqualTo("ptex: there is not enough memory\n");
    }

    @Test
    void refusalOfTheSystem_isNoErrorOfOurOwn() {
        assertThat(report(new IllegalStateException(new IOException("Too many open files")), Map.of()))
                .isEqualTo("ptex: cannot go on: too many open files\n");
    }

    @Test
    void missingRandomNumbers_areSaidAsThat() {
        Exception missing = new NoSuchAlgorithmException(
                "Error constructing implementation (algorithm: NativePRNG, provider: SUN)",
                new AssertionError("NativePRNG not available"));

        assertThat(report(new ExceptionInInitializerError(new RuntimeException(missing)), Map.of()))
                .isEqualTo("ptex: there are no random numbers: cannot read /dev/random and /dev/urandom\n");
    }
}
