package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.config.Settings;
import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Optional;
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
    private final Subcommands subcommands;

    Ptex(
            @ConfigProperty(name = "quarkus.application.version") String version,
            Platform platform,
            Settings settings,
            Fetch fetch,
            Subcommands subcommands) {
        this.version = version;
        this.platform = platform;
        this.settings = settings;
        this.fetch = fetch;
        this.subcommands = subcommands;
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
        Optional<Subcommand> subcommand = subcommands.find(args);
        CommandLine line = subcommand.map(Subcommands::reader).orElseGet(Ptex::commandLine);
        try {
            ParseResult parsed = subcommand.isPresent()
                    ? Subcommands.parse(line, Arrays.copyOfRange(args, 1, args.length))
                    : line.parseArgs(Words.of(line.getCommandSpec(), args));
            if (parsed.isVersionHelpRequested()) {
                output.print(version + "\n");
                return ExitCode.OK;
            }
            if (parsed.isUsageHelpRequested()) {
                output.print(line.getUsageMessage(Ansi.OFF));
                return ExitCode.OK;
            }
            settings.warnings().forEach(new FailureReporter(errors)::warn);
            return subcommand.isPresent()
                    ? subcommand.get().run(parsed, output, errors)
                    : fetch.run(PtexCommand.of(parsed, platform), output, errors);
        } catch (UsageException | InvalidPathException e) {
            return new FailureReporter(errors).usage(String.valueOf(e.getMessage()), synopsis(line));
        } catch (WriteException e) {
            return new FailureReporter(errors).failed(e);
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
}
