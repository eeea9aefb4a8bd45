package dev.ptex.progress;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the program as a process, and does not wait for it long. */
record SystemTerminalCommand(long patienceMillis) implements TerminalCommand {
    private static final int LONGEST_ANSWER = 100;

    @Override
    public boolean succeeds(List<String> command) {
        return answer(new ProcessBuilder(command).redirectError(Redirect.INHERIT))
                .isPresent();
    }

    /** Its complaints, say that the input is no terminal, are not for people. */
    @Override
    public Optional<String> output(List<String> command, Path input) {
        return answer(new ProcessBuilder(command).redirectInput(input.toFile()).redirectError(Redirect.DISCARD));
    }

    private Optional<String> answer(ProcessBuilder builder) {
        try {
            return answer(builder.start());
        } catch (IOException e) {
            return Optional.empty(); // There is no such program, or no such input.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Reads when the program has ended: a few bytes wait in the pipe, and more are no answer. */
    private Optional<String> answer(Process process) throws IOException, InterruptedException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            try (InputStream output = process.getInputStream()) {
                return Optional.of(new String(output.readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
