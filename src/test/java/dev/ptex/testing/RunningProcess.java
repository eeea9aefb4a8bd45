package dev.ptex.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that was started and may be waited for, signalled, or left half-read. Closing it kills what still runs. */
public final class RunningProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final Worker stderrReader;
    private volatile boolean late;

    RunningProcess(Process process) {
        this.process = process;
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(this::lose);
        // From the start: a process that cannot write its standard error does not end.
        this.stderrReader = Worker.start("stderr-of-" + process.pid(), () -> copy(process.getErrorStream(), stderr));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Reads so many bytes of standard output, or all if there are fewer. */
    public byte[] readStdout(int bytes) {
        try {
            return process.getInputStream().readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the process with a standard output that nobody reads. */
    public void closeStdout() {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, such as INT. */
    public RunningProcess signal(String name) {
        try {
            // The kill of the shell: the command of this name is not everywhere.
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new AssertionError("cannot send SIG" + name + ": " + output);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills it, unless it has ended by now. */
    public RunningProcess kill() {
        // Not the process itself, which would lose what has not been read yet.
        process.toHandle().destroyForcibly();
        return this;
    }

    /** What it has written to standard error so far. */
    public String stderrSoFar() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** Waits for its end and for all that it has to say; fails if it had to be killed, after a minute. */
    public ProcessResult result() {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        Worker stdoutReader = Worker.start("stdout-of-" + pid(), () -> copy(process.getInputStream(), stdout));
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        // Both end only when nobody holds the pipes any more: a process left behind fails the test.
        stdoutReader.join();
        stderrReader.join();
        ProcessResult result = new ProcessResult(process.exitValue(), stdout.toByteArray(), stderrSoFar());
        if (late) {
            throw new AssertionError("killed after " + PATIENCE_SECONDS + " s: " + result);
        }
        return result;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        // Also closes the pipes, so it must not come before they are read.
        process.destroyForcibly();
    }

    private void lose() {
        if (process.isAlive()) {
            late = true;
            close();
        }
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // The test closed it; or the process was killed.
        }
    }

    private static AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted while waiting for a process", cause);
    }
}
