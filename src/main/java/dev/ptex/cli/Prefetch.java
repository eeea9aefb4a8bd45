package dev.ptex.cli;

import dev.ptex.cli.FolderFetch.Result;
import dev.ptex.cli.Jobs.Job;
import dev.ptex.config.Platform;
import dev.ptex.credential.CredentialStore;
import dev.ptex.digest.ChecksumList;
import dev.ptex.download.DownloadService;
import dev.ptex.manifest.LiftFile;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.manifest.ManifestSurvey;
import dev.ptex.manifest.OfflineManifests;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.progress.Terminal;
import dev.ptex.sink.FolderSink;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import dev.ptex.text.Reason;
import dev.ptex.url.FileReference;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ptex prefetch}: has a folder get a manifest's files, and a manifest that finds them there. */
@Singleton
final class Prefetch implements Subcommand {
    static final String NAME = "prefetch";

    private final ManifestService manifests;
    private final OfflineManifests offline;
    private final FolderFetch fetch;
    private final Terminal terminal;
    private final Platform platform;
    private final CredentialStore credentials;

    Prefetch(
            ManifestService manifests,
            OfflineManifests offline,
            MirrorSelector mirrors,
            DownloadService downloads,
            Terminal terminal,
            Platform platform,
            CredentialStore credentials) {
        this.manifests = manifests;
        this.offline = offline;
        this.fetch = new FolderFetch(mirrors, downloads);
        this.terminal = terminal;
        this.platform = platform;
        this.credentials = credentials;
    }

    @Override
    public CommandSpec spec() {
        return PrefetchSyntax.spec();
    }

    @Override
    public int run(ParseResult parsed, StandardOutput output, PrintStream errors) throws UsageException {
        List<String> words = parsed.matchedPositionalValue(0, List.of());
        if (words.size() < 2 || words.get(1).isEmpty()) {
            throw new UsageException("a manifest or a scie, and a folder, are expected");
        }
        Jobs jobs = Jobs.of(parsed, terminal, errors);
        FailureReporter reporter = new FailureReporter(errors);
        Path manifest = platform.path(words.get(0));
        Folder folder = new Folder(platform.path(words.get(1)), parsed.hasMatchedOption(PrefetchSyntax.CAS));
        try {
            ManifestSurvey survey = manifests.survey(manifest);
            Set<String> names = new LinkedHashSet<>(words.subList(2, words.size()));
            List<Wish> wishes = new ArrayList<>();
            for (String name : names.isEmpty() ? survey.names() : names) {
                wishes.add(Wish.of(manifests.find(manifest, survey, name)));
            }
            Optional<String> objection = folder.objection(manifest, wishes, platform);
            if (objection.isPresent()) {
                return reporter.failed(objection.get());
            }
            folder.create();
            Map<String, Result> results = bring(folder, wishes, jobs);
            if (Shutdown.isUnderWay()) {
                return ExitCode.FAILED;
            }
            results.values().forEach(result -> result.reports().forEach(report -> report.accept(reporter)));
            credentials.trouble().ifPresent(reporter::warn);
            list(manifest, folder, survey, results);
            boolean complete =
                    results.values().stream().allMatch(result -> result.sha256().isPresent());
            return complete ? ExitCode.OK : ExitCode.FAILED;
        } catch (ManifestException e) {
            return reporter.failed(e);
        } catch (WriteException e) {
            return reporter.failed(e);
        } catch (IOException e) {
            return reporter.failed("cannot write into " + folder.path() + ": " + Reason.of(e));
        }
    }

    /** @return what has become of each, by its name in the folder */
    private Map<String, Result> bring(Folder folder, List<Wish> wishes, Jobs jobs) {
        Map<String, Wish> places = folder.places(wishes);
        List<Job<Result>> tasks = new ArrayList<>();
        places.forEach((name, wish) ->
                tasks.add(new Job<>(wish.name(), progress -> fetch.bring(wish, folder.place(name), progress))));
        boolean known =
                places.values().stream().allMatch(wish -> wish.facts().size().isPresent());
        long bytes = places.values().stream()
                .mapToLong(wish -> wish.facts().size().orElse(0))
                .sum();
        List<Result> done = jobs.run(tasks, "files", known ? OptionalLong.of(bytes) : OptionalLong.empty());
        Map<String, Result> results = new LinkedHashMap<>();
        places.keySet().forEach(name -> results.put(name, done.get(results.size())));
        return results;
    }

    /** Lists all that is there, be it of this run or of an earlier one. */
    private void list(Path manifest, Folder folder, ManifestSurvey survey, Map<String, Result> results)
            throws IOException {
        Map<String, String> recorded = folder.recorded();
        Map<String, String> references = new LinkedHashMap<>();
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String name : survey.names()) {
            Optional<String> expected =
                    survey.file(name).flatMap(LiftFile::sha256).or(() -> Optional.ofNullable(recorded.get(name)));
            String place = folder.byHash() ? expected.orElse("") : name;
            Optional<String> sha256 = Optional.ofNullable(results.get(place))
                    .flatMap(Result::sha256)
                    .or(() -> expected.filter(hash -> folder.holds(place, hash, platform)));
            sha256.ifPresent(hash -> {
                references.put(name, FileReference.relative(place));
                hashes.put(place, hash);
            });
        }
        write(folder.place(FolderName.MANIFEST), out -> offline.write(manifest, references, out));
        write(
                folder.place(FolderName.CHECKSUMS),
                out -> out.write(ChecksumList.text(hashes).getBytes(StandardCharsets.UTF_8)));
    }

    private interface Text {
        void write(OutputStream out) throws IOException;
    }

    private static void write(Path file, Text text) throws IOException {
        FolderSink sink = new FolderSink(file);
        try {
            text.write(sink.begin());
            sink.commit();
            sink.place();
        } finally {
            sink.discard();
        }
    }
}
