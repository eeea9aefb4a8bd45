package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.manifest.ManifestException;
import dev.ptex.manifest.SkinnyManifests;
import dev.ptex.manifest.SkinnyPlan;
import dev.ptex.manifest.SkinnyRequest;
import dev.ptex.progress.Quantity;
import dev.ptex.sink.FileSink;
import dev.ptex.sink.Sink;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.StandardOutputSink;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.SpoolDirectory;
import dev.ptex.text.Reason;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ptex gouge}: makes the manifest of a skinny scie from that of a fat one. */
@Singleton
final class Gouge implements Subcommand {
    static final String NAME = "gouge";

    private final SkinnyManifests manifests;
    private final SpoolDirectory temporary;
    private final Platform platform;

    Gouge(SkinnyManifests manifests, SpoolDirectory temporary, Platform platform) {
        this.manifests = manifests;
        this.temporary = temporary;
        this.platform = platform;
    }

    @Override
    public CommandSpec spec() {
        return GougeSyntax.spec();
    }

    @Override
    public int run(ParseResult parsed, StandardOutput output, PrintStream errors) throws UsageException {
        SkinnyRequest request = request(parsed);
        FailureReporter reporter = new FailureReporter(errors);
        Optional<Path> out = output(parsed);
        try {
            SkinnyPlan plan = manifests.plan(request);
            if (out.isPresent() && plan.isMadeOf(out.get())) {
                return reporter.failed("cannot write " + out.get() + ": the scie is made of it");
            }
            write(plan, out.isPresent() ? FileSink.of(out.get(), temporary) : new StandardOutputSink(output));
            plan.warnings().forEach(reporter::warn);
            reporter.note(weights(plan));
            return ExitCode.OK;
        } catch (ManifestException e) {
            return reporter.failed(e);
        } catch (WriteException e) {
            return reporter.failed(e);
        } catch (IOException e) {
            return reporter.failed("cannot read " + request.manifest() + " again: " + Reason.of(e));
        }
    }

    private SkinnyRequest request(ParseResult parsed) throws UsageException {
        List<String> words = parsed.matchedPositionalValue(0, List.of());
        if (!parsed.hasMatchedOption(GougeSyntax.URL)) {
            throw new UsageException("--url says where the files will be, and is not there");
        }
        if (words.isEmpty()) {
            throw new UsageException("no manifest is given");
        }
        List<String> mirrors = new ArrayList<>();
        for (String mirror : parsed.matchedOptionValue(GougeSyntax.MIRROR, List.<String>of())) {
            mirrors.add(prefix(GougeSyntax.MIRROR, mirror));
        }
        return new SkinnyRequest(
                platform.path(words.get(0)),
                words.subList(1, words.size()),
                prefix(GougeSyntax.URL, parsed.matchedOptionValue(GougeSyntax.URL, "")),
                mirrors,
                Optional.<String>ofNullable(parsed.matchedOptionValue(GougeSyntax.PTEX, null))
                        .map(platform::path));
    }

    private Optional<Path> output(ParseResult parsed) throws UsageException {
        Optional<String> out = Optional.<String>ofNullable(parsed.matchedOptionValue(GougeSyntax.OUTPUT, null));
        if (out.filter(String::isEmpty).isPresent()) {
            throw new UsageException("--output needs a value");
        }
        return out.map(platform::path);
    }

    /** A manifest is public, and read wherever its scie is run. */
    private static String prefix(String option, String text) throws UsageException {
        try {
            if (!Url.isAbsolute(text)) {
                throw new MalformedUrlException("it does not start with a scheme, such as https:");
            }
            if (Url.parse(text).userInfo().isPresent()) {
                throw new UsageException(option + " has a user name or a password in it, and manifests are public");
            }
            if (Url.parse(text).requestTarget().equals("/") && !text.endsWith("/")) {
                throw new MalformedUrlException("a name behind it would be a part of its host's: it lacks a /");
            }
            if (text.indexOf('#') >= 0) {
                throw new MalformedUrlException("what is behind a # is never asked for");
            }
            return text;
        } catch (MalformedUrlException e) {
            throw new UsageException(option + " has \"" + Redaction.text(text)
                    + "\", which is no URL to put names behind: " + e.getMessage());
        }
    }

    private void write(SkinnyPlan plan, Sink sink) throws IOException {
        boolean done = false;
        try {
            manifests.write(plan, sink.begin());
            sink.commit();
            done = true;
        } finally {
            if (!done) {
                sink.discard();
            }
        }
    }

    private static String weights(SkinnyPlan plan) {
        return "the scie will weigh " + Quantity.bytes((double) plan.after()) + " instead of "
                + Quantity.bytes((double) plan.before()) + ", not counting "
                + (plan.hasDirectories() ? "scie-jump and directories" : "scie-jump");
    }
}
