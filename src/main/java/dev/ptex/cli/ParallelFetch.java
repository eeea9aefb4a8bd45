package dev.ptex.cli;

import dev.ptex.cli.FolderFetch.Result;
import dev.ptex.progress.ProgressListener;
import dev.ptex.progress.ProgressSummary;
import dev.ptex.progress.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * Brings several files at once.
 *
 * @param terminal where progress is shown
 */
record ParallelFetch(FolderFetch fetch, int jobs, Optional<Terminal> terminal, PrintStream errors) {

    /** Returns when all of them are there or have failed. */
    Map<String, Result> bring(Folder folder, Map<String, Wish> places) {
        Optional<ProgressSummary> summary = terminal.filter(Terminal::drawsOver).map(shown -> summary(shown, places));
        try {
            List<Callable<Result>> tasks = new ArrayList<>();
            places.forEach((name, wish) -> tasks.add(() -> bring(wish, folder.place(name), summary)));
            List<Result> done = Jobs.run(jobs, tasks);
            Map<String, Result> results = new LinkedHashMap<>();
            for (String name : places.keySet()) {
                results.put(name, done.get(results.size()));
            }
            return results;
        } finally {
            summary.ifPresent(ProgressSummary::finish);
        }
    }

    private Result bring(Wish wish, Path place, Optional<ProgressSummary> summary) {
        if (summary.isEmpty()) {
            return fetch.bring(wish, place, ProgressListener.SILENT);
        }
        try (ProgressSummary.Item item = summary.get().begin(wish.name())) {
            return fetch.bring(wish, place, item);
        }
    }

    private ProgressSummary summary(Terminal shown, Map<String, Wish> places) {
        boolean known =
                places.values().stream().allMatch(wish -> wish.facts().size().isPresent());
        long total = places.values().stream()
                .mapToLong(wish -> wish.facts().size().orElse(0))
                .sum();
        ProgressSummary summary = new ProgressSummary(
                errors,
                shown::columns,
                System::nanoTime,
                places.size(),
                known ? OptionalLong.of(total) : OptionalLong.empty());
        // Ctrl-C leaves no half of a line.
        Runtime.getRuntime().addShutdownHook(new Thread(summary::finish));
        return summary;
    }
}
