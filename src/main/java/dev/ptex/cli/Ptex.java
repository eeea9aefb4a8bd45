package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.config.Settings;
import dev.ptex.download.WriteException;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** ptex, once Quarkus is up: reads the command line. */
@QuarkusMain(name = "ptex")
public final class Ptex implements QuarkusApplication {
    private final String version;
    private final Platform platform;
    private final Settings settings;
    private final Fetch fetch;

    Ptex(
            @ConfigProperty(name = "quarkus.application.version") String version,
            Platform platform,
            Settings settings,
            Fetch fetch) {
        this.version = version;
        this.platform = platform;
        this.settings = settings;
        this.fetch = fetch;
    }

    @Override
    public int run(String... args) {
        // A signal while Quarkus starts has its shutdown hook wait for the end of this method, however long that takes;
        // later ones do not.
        if (Shutdown.isUnderWay()) {
            return ExitCode.FAILED;
        }
        PrintStream errors = System.err;
        StandardOutput output = StandardOutput.ofThisProcess(platform);
        CommandLine line = commandLine();
        try {
            ParseResult parsed = line.parseArgs(Words.of(line.getCommandSpec(), args));
            if (parsed.isVersionHelpRequested()) {
                return print(output, errors, version + "\n");
            }
            if (parsed.isUsageHelpRequested()) {
                return print(output, errors, line.getUsageMessage(Ansi.OFF));
            }
            settings.warnings().forEach(new FailureReporter(errors)::warn);
            return fetch.run(PtexCommand.of(parsed, platform), output, errors);
        } catch (UsageException | InvalidPathException e) {
            return new FailureReporter(errors).usage(String.valueOf(e.getMessage()), synopsis(line));
        } catch (ParameterException e) {
            // With the words sorted, nothing but -H's value can be missing.
            return new FailureReporter(errors).usage("-H needs a header of the form \"Name: value\"", synopsis(line));
        }
    }

    private static CommandLine commandLine() {
        return new CommandLine(Syntax.spec())
                .setAllowOptionsAsOptionParameters(true)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
    }

    private static String synopsis(CommandLine line) {
        return line.getHelp().synopsisHeading() + line.getHelp().synopsis(0);
    }

    private static int print(StandardOutput output, PrintStream errors, String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            output.write(bytes, 0, bytes.length);
            return ExitCode.OK;
        } catch (WriteException e) {
            return new FailureReporter(errors).failed(e);
        }
    }
}
