package dev.ptex.cli;

import dev.ptex.cli.FolderFetch.Result;
import dev.ptex.config.Platform;
import dev.ptex.credential.CredentialStore;
import dev.ptex.digest.ChecksumList;
import dev.ptex.download.DownloadService;
import dev.ptex.download.WriteException;
import dev.ptex.manifest.LiftFile;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.manifest.ManifestSurvey;
import dev.ptex.manifest.OfflineManifests;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.progress.Terminal;
import dev.ptex.text.Reason;
import dev.ptex.url.FileReference;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        if (words.size() < 2) {
            throw new UsageException("a manifest or a scie, and a folder, are expected");
        }
        int jobs = PrefetchSyntax.jobs(parsed);
        FailureReporter reporter = new FailureReporter(errors);
        Path manifest = platform.path(words.get(0));
        Folder folder = new Folder(platform.path(words.get(1)), parsed.hasMatchedOption(PrefetchSyntax.CAS));
        try {
            ManifestSurvey survey = manifests.survey(manifest);
            Set<String> names = new LinkedHashSet<>(words.subList(2, words.size()));
            Map<String, Wish> wishes = wishes(manifest, survey, names.isEmpty() ? survey.names() : names);
            Optional<String> objection = objection(manifest, folder, wishes.values());
            if (objection.isPresent()) {
                return reporter.failed(objection.get());
            }
            Files.createDirectories(folder.path());
            boolean silent = parsed.hasMatchedOption(Syntax.SILENT) || !terminal.isInteractive();
            Map<String, Result> results = new ParallelFetch(
                            fetch, jobs, silent ? Optional.empty() : Optional.of(terminal), errors)
                    .bring(folder, folder.places(wishes.values()));
            if (Shutdown.isUnderWay()) {
                return ExitCode.FAILED;
            }
            list(manifest, folder, survey, results);
            results.values().forEach(result -> result.reports().forEach(report -> report.accept(reporter)));
            credentials.trouble().ifPresent(reporter::warn);
            return results.values().stream().allMatch(result -> result.sha256().isPresent())
                    ? ExitCode.OK
                    : ExitCode.FAILED;
        } catch (ManifestException e) {
            return reporter.failed(e);
        } catch (WriteException e) {
            return reporter.failed(e);
        } catch (IOException e) {
            return reporter.failed("cannot write into " + folder.path() + ": " + Reason.of(e));
        }
    }

    private Map<String, Wish> wishes(Path manifest, ManifestSurvey survey, Set<String> names) throws ManifestException {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        for (String name : names) {
            wishes.put(name, Wish.of(manifests.find(manifest, survey, name)));
        }
        return wishes;
    }

    /** Why nothing at all is fetched. */
    private Optional<String> objection(Path manifest, Folder folder, Collection<Wish> wishes) throws IOException {
        if (wishes.isEmpty()) {
            return Optional.of("cannot prefetch " + manifest + ": it names no file");
        }
        for (Wish wish : wishes) {
            Optional<String> problem = FolderName.problem(wish.name(), platform);
            if (problem.isPresent()) {
                return Optional.of("cannot prefetch \"" + wish.name() + "\": it " + problem.get());
            }
            if (folder.byHash() && wish.facts().sha256().isEmpty()) {
                return Optional.of("cannot prefetch " + wish.name() + " by its hash: the manifest has no sha256 of it");
            }
        }
        Path written = folder.path().resolve(FolderName.MANIFEST);
        return Files.exists(written) && Files.isSameFile(written, manifest)
                ? Optional.of("cannot prefetch into " + folder.path() + ": its " + FolderName.MANIFEST
                        + " is the manifest itself, and would be replaced")
                : Optional.empty();
    }

    /** Lists all that is there, be it of this run or of an earlier one. */
    private void list(Path manifest, Folder folder, ManifestSurvey survey, Map<String, Result> results)
            throws IOException {
        Path checksums = folder.path().resolve(FolderName.CHECKSUMS);
        Map<String, String> recorded = folder.recorded(checksums);
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
        write(folder.path().resolve(FolderName.MANIFEST), out -> offline.write(manifest, references, out));
        write(checksums, out -> out.write(ChecksumList.text(hashes).getBytes(StandardCharsets.UTF_8)));
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
