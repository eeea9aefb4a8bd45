package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.config.PtexConfig;
import dev.ptex.credential.CredentialStore;
import dev.ptex.download.Delivery;
import dev.ptex.download.DownloadException;
import dev.ptex.download.DownloadRequest;
import dev.ptex.download.DownloadService;
import dev.ptex.header.ResponseObserver;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.ManifestService;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.Selection;
import dev.ptex.progress.DownloadedLine;
import dev.ptex.progress.ProgressListener;
import dev.ptex.progress.ProgressMeter;
import dev.ptex.progress.Terminal;
import dev.ptex.sink.FileSink;
import dev.ptex.sink.Sink;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.StandardOutputSink;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.SpoolDirectory;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does what a command line asks for: argv, manifest, mirrors, download, sink. */
@Singleton
public final class Fetch {
    private final ManifestService manifests;
    private final MirrorSelector mirrors;
    private final DownloadService downloads;
    private final PtexConfig config;
    private final Terminal terminal;
    private final SpoolDirectory temporary;
    private final Platform platform;
    private final CredentialStore credentials;

    Fetch(
            ManifestService manifests,
            MirrorSelector mirrors,
            DownloadService downloads,
            PtexConfig config,
            Terminal terminal,
            SpoolDirectory temporary,
            Platform platform,
            CredentialStore credentials) {
        this.manifests = manifests;
        this.mirrors = mirrors;
        this.downloads = downloads;
        this.config = config;
        this.terminal = terminal;
        this.temporary = temporary;
        this.platform = platform;
        this.credentials = credentials;
    }

    /** @return the exit code; what went wrong has been reported */
    int run(PtexCommand command, StandardOutput output, PrintStream errors) throws UsageException {
        FailureReporter reporter = new FailureReporter(errors);
        if (config.tls().insecure()) {
            reporter.warn("ptex.tls.insecure is set: certificates are not checked where a hash checks the bytes");
        }
        Wish wish;
        try {
            wish = Wish.of(command.words(), manifests, platform);
        } catch (ManifestException e) {
            reporter.failed(e);
            hintAtSubcommand(command, e).ifPresent(reporter::hint);
            return ExitCode.FAILED;
        }
        Selection selection = mirrors.select(wish.named(), wish.facts());
        DownloadRequest request =
                new DownloadRequest(wish.name(), selection.mirrors(), wish.expectation(), command.parsedHeaders());
        if (selection.mirrors().isEmpty()) {
            return reporter.failed(request, command.isManifestMode(), List.of(), selection.refusals());
        }
        Sink sink = command.remoteName()
                ? FileSink.of(Path.of(RemoteName.of(wish.named().get(0).url(), platform)), temporary)
                : new StandardOutputSink(output);
        try {
            Optional<ProgressMeter> meter = meter(command, errors);
            ProgressListener progress = meter.isPresent() ? meter.get() : ProgressListener.SILENT;
            long start = System.nanoTime();
            Delivery delivery = downloads.deliver(request, sink, progress, observer(command, errors));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            meter.map(ProgressMeter::bytes)
                    .map(bytes -> new DownloadedLine(bytes, delivery.hosts(), time))
                    .filter(DownloadedLine::isWorthShowing)
                    .ifPresent(line -> errors.println(line.text()));
            delivery.surprise().ifPresent(actual -> reporter.warnOfSize(request, actual));
            return ExitCode.OK;
        } catch (DownloadException e) {
            // Whoever interrupts ptex needs no list of the connections that this has closed.
            return Shutdown.isUnderWay()
                    ? ExitCode.FAILED
                    : reporter.failed(request, command.isManifestMode(), e.attempts(), selection.refusals());
        } catch (WriteException e) {
            return Shutdown.isUnderWay() ? ExitCode.FAILED : reporter.failed(e);
        } finally {
            credentials.trouble().ifPresent(reporter::warn);
        }
    }

    /** For those who put an option before it, which makes a manifest of it. */
    private static Optional<String> hintAtSubcommand(PtexCommand command, ManifestException failure) {
        String word = command.words().get(0);
        return Subcommands.isName(word) && failure.hint().isEmpty() && command.silent()
                ? Optional.of("a subcommand comes first: ptex " + word + " -s")
                : Optional.empty();
    }

    /** Nothing where nobody looks, or wants to. */
    private Optional<ProgressMeter> meter(PtexCommand command, PrintStream errors) {
        if (command.silent() || !terminal.isInteractive()) {
            return Optional.empty();
        }
        ProgressMeter meter = new ProgressMeter(errors, terminal::columns, terminal.drawsOver(), System::nanoTime);
        // Ctrl-C leaves no half of a line.
        Runtime.getRuntime().addShutdownHook(new Thread(meter::finished));
        return Optional.of(meter);
    }

    private ResponseObserver observer(PtexCommand command, PrintStream errors) {
        return command.dumpsHeaders(config) ? new HeaderDump(errors, terminal.isInteractive()) : head -> {};
    }
}
