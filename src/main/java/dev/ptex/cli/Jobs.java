package dev.ptex.cli;

import dev.ptex.progress.ProgressListener;
import dev.ptex.progress.ProgressSummary;
import dev.ptex.progress.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Does several things at once, and shows on a terminal how they come along.
 *
 * @param atOnce how many at most
 * @param terminal where somebody looks; nothing if nobody does, or wants to
 */
record Jobs(int atOnce, Optional<Terminal> terminal, PrintStream errors) {
    private static final String OPTION = "--jobs";

    /**
     * One of the things.
     *
     * @param name what people call it
     * @param work does it; its result is never null
     */
    record Job<T>(String name, Function<ProgressListener, T> work) {}

    static OptionSpec option() {
        return OptionSpec.builder(OPTION)
                .paramLabel("N")
                .type(String.class)
                .description("How many at once. Default: 4.")
                .build();
    }

    /** As the command line wants it. */
    static Jobs of(ParseResult parsed, Terminal terminal, PrintStream errors) throws UsageException {
        String text = parsed.matchedOptionValue(OPTION, "4");
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new UsageException(OPTION + " needs a number from 1 to 999, and not \"" + text + "\"");
        }
        boolean shown = !parsed.hasMatchedOption(Syntax.SILENT) && terminal.isInteractive() && terminal.drawsOver();
        return new Jobs(Integer.parseInt(text), shown ? Optional.of(terminal) : Optional.empty(), errors);
    }

    /**
     * Returns when all are done.
     *
     * @param unit what they are, in the plural
     * @param bytes how many come in all, where that is known
     * @return what has come of each, in their order
     */
    <T> List<T> run(List<Job<T>> jobs, String unit, OptionalLong bytes) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        Optional<ProgressSummary> summary = terminal.map(shown ->
                new ProgressSummary(errors, shown::columns, System::nanoTime, jobs.size() + " " + unit, bytes));
        // Ctrl-C leaves no half of a line.
        summary.ifPresent(shown -> Runtime.getRuntime().addShutdownHook(new Thread(shown::finish)));
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, jobs.size()));
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            jobs.forEach(job -> tasks.add(() -> run(job, summary)));
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(tasks)) {
                results.add(result(done));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
            summary.ifPresent(ProgressSummary::finish);
        }
    }

    private static <T> T run(Job<T> job, Optional<ProgressSummary> summary) {
        if (summary.isEmpty()) {
            return job.work().apply(ProgressListener.SILENT);
        }
        try (ProgressSummary.Item item = summary.get().begin(job.name())) {
            return job.work().apply(item);
        }
    }

    private static <T> T result(Future<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException error ? error : new IllegalStateException(e.getCause());
        }
    }
}
