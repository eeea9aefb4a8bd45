package dev.ptex.helper;

import dev.ptex.text.SafeText;
import dev.ptex.text.Seconds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program, gives it a text to read, and takes what it says, within a limit. */
final class HelperProcess {
    private static final int LONGEST_REPLY = 1 << 20;
    /** Of what it says when it fails. */
    private static final int LONGEST_COMPLAINT = 1000;

    private final List<String> command;
    private final Duration limit;

    HelperProcess(Path program, Duration limit) {
        this.command = List.of(program.toString(), "get");
        this.limit = limit;
    }

    /** @throws IOException if it fails, with a reason that goes on after the program's name */
    byte[] run(String input) throws IOException {
        Process process = new ProcessBuilder(command).start();
        try {
            FutureTask<byte[]> reply = reading(process.getInputStream(), LONGEST_REPLY);
            FutureTask<byte[]> complaint = reading(process.getErrorStream(), LONGEST_COMPLAINT);
            give(process, input);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("it did not answer within " + Seconds.of(limit));
            }
            if (process.exitValue() != 0) {
                throw new IOException("it ended with exit code " + process.exitValue() + told(taken(complaint)));
            }
            return taken(reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted");
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** A program that knows what it says without being asked need not read. */
    private static void give(Process process, String input) {
        try (OutputStream output = process.getOutputStream()) {
            output.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Its exit code tells whether it minds.
        }
    }

    private static FutureTask<byte[]> reading(InputStream input, int longest) {
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            byte[] start = input.readNBytes(longest);
            // Lest it waits for somebody to read the rest.
            input.transferTo(OutputStream.nullOutputStream());
            return start;
        });
        Thread thread = new Thread(task, "credential-helper");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A child of it may keep the pipe open: what has to be said is there when it ends. */
    private byte[] taken(FutureTask<byte[]> task) throws IOException, InterruptedException {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("what it says does not come to an end");
        }
    }

    private static String told(byte[] complaint) {
        String text = new String(complaint, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + SafeText.of(text.replaceAll("\\s*\\R\\s*", " / "), LONGEST_COMPLAINT);
    }
}
