package dev.ptex.testing;

import java.nio.charset.StandardCharsets;

/**
 * How a process ended, and what it wrote.
 *
 * @param exit its exit code; 128 and the signal's number if a signal ended it
 * @param stdout what the test could read of its standard output
 * @param stderr its standard error, or what a terminal got to see
 */
@SuppressWarnings("ArrayRecordComponent") // Results are looked at, never compared.
public record ProcessResult(int exit, byte[] stdout, String stderr) {
    /** Standard output as UTF-8 text. */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** All there is to know about a failed test. */
    @Override
    public String toString() {
        return "exit code " + exit + "\n--- stdout, " + stdout.length + " bytes:\n" + text() + "\n--- stderr:\n"
                + stderr;
    }
}
