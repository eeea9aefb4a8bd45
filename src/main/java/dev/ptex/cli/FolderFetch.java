package dev.ptex.cli;

import dev.ptex.digest.Fingerprint;
import dev.ptex.download.Delivery;
import dev.ptex.download.DownloadException;
import dev.ptex.download.DownloadRequest;
import dev.ptex.download.DownloadService;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.Selection;
import dev.ptex.progress.ProgressListener;
import dev.ptex.sink.FolderSink;
import dev.ptex.sink.WriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings files to their places, each if it is not there. Safe for several threads, which bring different ones. */
record FolderFetch(MirrorSelector mirrors, DownloadService downloads) {
    /**
     * What has become of a file.
     *
     * @param sha256 of what is there; nothing if it has failed
     * @param reports what is to be said of it
     */
    record Result(Optional<String> sha256, List<Consumer<FailureReporter>> reports) {
        private static Result failed(Consumer<FailureReporter> report) {
            return new Result(Optional.empty(), List.of(report));
        }
    }

    /** @param place changes only when the right bytes are complete */
    Result bring(Wish wish, Path place, ProgressListener progress) {
        Optional<String> expected = wish.facts().sha256();
        if (expected.isPresent() && has(place, expected.get())) {
            return new Result(expected, List.of());
        }
        Selection selection = mirrors.select(wish.named(), wish.facts());
        DownloadRequest request = new DownloadRequest(wish.name(), selection.mirrors(), wish.expectation(), List.of());
        if (selection.mirrors().isEmpty()) {
            return Result.failed(reporter -> reporter.failed(request, true, List.of(), selection.refusals()));
        }
        FolderSink sink = new FolderSink(place);
        try {
            Delivery delivery = downloads.deliver(request, sink, progress, head -> {});
            String sha256 = sink.place();
            List<Consumer<FailureReporter>> reports = new ArrayList<>();
            delivery.surprise().ifPresent(actual -> reports.add(reporter -> reporter.warnOfSize(request, actual)));
            if (expected.isEmpty()) {
                reports.add(reporter -> reporter.warn(
                        "the manifest has no hash of " + wish.name() + ", so that what came was not checked"));
            }
            return new Result(Optional.of(sha256), reports);
        } catch (DownloadException e) {
            return Result.failed(reporter -> reporter.failed(request, true, e.attempts(), selection.refusals()));
        } catch (WriteException e) {
            return Result.failed(reporter -> reporter.failed(e));
        } finally {
            sink.discard();
        }
    }

    /** Whether a file is there and has that hash. */
    static boolean has(Path place, String sha256) {
        try {
            return Files.isRegularFile(place) && Fingerprint.of(place).sha256().equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }
}
