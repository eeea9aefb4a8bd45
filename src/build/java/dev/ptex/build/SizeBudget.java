package dev.ptex.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends the build if an executable has outgrown the size that is recorded for its platform by more than 3 %: size creeps
 * in with every dependency, and nobody looks at it before users do.
 */
public final class SizeBudget {
    private static final double SLACK = 1.03;

    private SizeBudget() {}

    /** Arguments: the executable, and the recorded size in bytes; an empty one where none is recorded. */
    public static void main(String[] args) throws IOException {
        Path executable = Path.of(args[0]);
        if (args[1].isEmpty()) {
            return;
        }
        long actual = Files.size(executable);
        long recorded = Long.parseLong(args[1]);
        System.out.printf("%s has %,d bytes; recorded are %,d%n", executable.getFileName(), actual, recorded);
        if (actual > recorded * SLACK) {
            System.err.printf(
                    "%s has %,d bytes, %.1f %% more than the recorded %,d; 3 %% are allowed. docs/native.md says how to"
                            + " find out why, and how to record a new size.%n",
                    executable.getFileName(), actual, 100.0 * (actual - recorded) / recorded, recorded);
            System.exit(1);
        }
    }
}
