package dev.ptex.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the executable under test, the way its clients do: with nothing to read, and nothing but what the test says in
 * its environment.
 *
 * <p>The system property {@code ptex.executable} says which: dist/ptex or the native executable. Only PATH and
 * JAVA_HOME come from the outside, so that no proxy of the machine's and no locale gets in.
 */
public final class PtexProcess {
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /** What scie-jump opens as standard input. */
    private static final File NULL = new File(WINDOWS ? "NUL" : "/dev/null");

    private final String executable;
    private final List<String> arguments;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory;

    private PtexProcess(String executable, Path home, List<String> arguments) {
        this.executable = executable;
        this.arguments = new ArrayList<>(arguments);
        this.directory = home;
        // Without SystemRoot, Windows opens no socket.
        for (String name : List.of("PATH", "JAVA_HOME", "SystemRoot")) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("HOME", home.toString());
    }

    /**
     * The executable under test with these arguments.
     *
     * @param home the home directory, and the current one unless {@link #in} says otherwise
     */
    public static PtexProcess ptex(Path home, String... arguments) {
        String executable = System.getProperty("ptex.executable");
        if (executable == null) {
            throw new IllegalStateException("the system property ptex.executable does not name what to test");
        }
        return of(executable, home, arguments);
    }

    /** Another executable: a copy or a link of the one under test, or what a test of this class needs. */
    public static PtexProcess of(String executable, Path home, String... arguments) {
        return new PtexProcess(executable, home, List.of(arguments));
    }

    /** Whether {@link #runInTerminal()} can be used here. */
    public static boolean hasTerminal() {
        // Other systems' script has other options.
        return System.getProperty("os.name", "").equals("Linux") && hasProgram("script");
    }

    /** Whether a program of this name is on PATH. */
    public static boolean hasProgram(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** The same with these arguments behind its own. */
    public PtexProcess and(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Sets the current directory. */
    public PtexProcess in(Path currentDirectory) {
        this.directory = currentDirectory;
        return this;
    }

    public PtexProcess env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public PtexProcess withoutEnv(String name) {
        environment.remove(name);
        return this;
    }

    /** Runs it to its end, with standard output in a pipe that is read to its end, as scie-jump does. */
    public ProcessResult run() {
        try (RunningProcess running = start()) {
            return running.result();
        }
    }

    /** Starts it, with standard output in a pipe; signals reach it, even where a shell has them ignored. */
    public RunningProcess start() {
        if (WINDOWS) {
            return start(command(), Redirect.PIPE);
        }
        // What is started in the background of a script is born with SIGINT ignored, and a JVM keeps it so.
        String shell = "if env --default-signal=INT true 2>/dev/null; then exec env --default-signal=INT \"$@\"; fi;"
                + " exec \"$@\"";
        return start(shell(shell), Redirect.PIPE);
    }

    /** Runs it with standard output in this file, which is truncated before. */
    public ProcessResult runInto(Path file) {
        return resultOf(start(command(), Redirect.to(file.toFile())));
    }

    /** Runs it with a standard output that takes no byte, as on a full disk (Linux). */
    public ProcessResult runIntoFullDevice() {
        return runInto(Path.of("/dev/full"));
    }

    /**
     * Runs it with a standard output that is this file, open where the header ends and not truncated: what else is in
     * the file stays, where ptex does not write over it. This is how scie-pants collects pages.
     */
    public ProcessResult runIntoOpenFile(Path file, String header) {
        return resultOf(start(
                shell("exec 1<>\"$1\" && printf %s \"$2\" && shift 2 && exec \"$@\"", file.toString(), header),
                Redirect.PIPE));
    }

    /** Runs it with standard output in a pipe, of which so many bytes are read before it is closed. */
    public ProcessResult runIntoReaderOf(int bytes) {
        try (RunningProcess running = start()) {
            byte[] read = running.readStdout(bytes);
            running.closeStdout();
            ProcessResult result = running.result();
            return new ProcessResult(result.exit(), read, result.stderr());
        }
    }

    /** Starts it with a pipe for standard output in which a write does not wait for the reader (needs python3). */
    public RunningProcess startWithPipeThatDoesNotBlock() {
        return start(
                shell("exec python3 -c 'import os, sys; os.set_blocking(1, False); os.execv(sys.argv[1], sys.argv[1:])'"
                        + " \"$@\""),
                Redirect.PIPE);
    }

    /** Runs it within limits, as the shell's ulimit has them, such as "-v 2097152". */
    public ProcessResult runWithin(String limit) {
        return resultOf(start(shell("ulimit " + limit + " && exec \"$@\""), Redirect.PIPE));
    }

    /** Runs it where nothing is mounted on /proc, as root only can. */
    public ProcessResult runWithoutProc() {
        return runWithoutProc("");
    }

    /** Runs it there with standard output closed from the start. */
    public ProcessResult runWithoutProcAndStdout() {
        return runWithoutProc(" >&-");
    }

    private ProcessResult runWithoutProc(String redirection) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        command.addAll(shell("umount -l /proc && exec \"$@\"" + redirection));
        return resultOf(start(command, Redirect.PIPE));
    }

    /** Runs it in a directory that is gone. */
    public ProcessResult runInRemovedDirectory() {
        return resultOf(start(
                shell("mkdir \"$1\" && cd \"$1\" && rmdir \"$1\" && shift && exec \"$@\"", directory + "/removed"),
                Redirect.PIPE));
    }

    /** Runs it with standard output closed from the start. */
    public ProcessResult runWithoutStdout() {
        return resultOf(start(shell("exec \"$@\" >&-"), Redirect.PIPE));
    }

    /** Runs it on a terminal, which gets standard output and standard error. */
    public ProcessResult runInTerminal() {
        return terminal("exec " + quoted());
    }

    /** Runs it on a terminal, with standard output in this file. */
    public ProcessResult runInTerminal(Path stdout) {
        return terminal("exec " + quoted() + " > " + quote(stdout.toString()));
    }

    /** script, from util-linux, passes on what the terminal gets, and the exit code. */
    private ProcessResult terminal(String command) {
        env("SHELL", "/bin/sh");
        List<String> script = List.of("script", "-q", "-e", "-c", command, "/dev/null");
        ProcessResult result = resultOf(start(script, Redirect.PIPE));
        return new ProcessResult(result.exit(), new byte[0], result.text() + result.stderr());
    }

    private static ProcessResult resultOf(RunningProcess process) {
        try (process) {
            return process.result();
        }
    }

    private RunningProcess start(List<String> command, Redirect stdout) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(NULL)
                .redirectOutput(stdout);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new RunningProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(executable);
        command.addAll(arguments);
        return command;
    }

    /** A shell command whose "$@" is these words and then the executable with its arguments. */
    private List<String> shell(String text, String... words) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, "sh"));
        command.addAll(List.of(words));
        command.addAll(command());
        return command;
    }

    private String quoted() {
        return command().stream().map(PtexProcess::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
