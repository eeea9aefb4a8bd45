package dev.ptex.cli;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The subcommands, each made when it is asked for, and how their command lines are read. */
@Singleton
final class Subcommands {
    private static final Set<String> NAMES = Set.of(Explain.NAME, Doctor.NAME, Check.NAME, Prefetch.NAME, Gouge.NAME);

    private final Instance<Explain> explain;
    private final Instance<Doctor> doctor;
    private final Instance<Check> check;
    private final Instance<Prefetch> prefetch;
    private final Instance<Gouge> gouge;

    Subcommands(
            Instance<Explain> explain,
            Instance<Doctor> doctor,
            Instance<Check> check,
            Instance<Prefetch> prefetch,
            Instance<Gouge> gouge) {
        this.explain = explain;
        this.doctor = doctor;
        this.check = check;
        this.prefetch = prefetch;
        this.gouge = gouge;
    }

    /** The syntax of each, in the order in which they are listed. */
    static List<CommandSpec> specs() {
        return List.of(
                Syntax.explain(), Syntax.doctor(), CheckSyntax.spec(), PrefetchSyntax.spec(), GougeSyntax.spec());
    }

    /** Whether a subcommand is called so. */
    static boolean isName(String word) {
        return NAMES.contains(word);
    }

    /**
     * The one that a command line begins with. ptex 1.7 has none: so it has to be exactly that word, and no file of that
     * name may be there, which would be a manifest.
     */
    Optional<Subcommand> find(String... words) {
        if (words.length == 0 || !isName(words[0]) || Files.isRegularFile(Path.of(words[0]))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (words[0]) {
                    case Doctor.NAME -> doctor.get();
                    case Check.NAME -> check.get();
                    case Prefetch.NAME -> prefetch.get();
                    case Gouge.NAME -> gouge.get();
                    default -> explain.get();
                });
    }

    /** A command line's reader, which takes no word that begins like an option for anything else. */
    static CommandLine reader(Subcommand subcommand) {
        return new CommandLine(subcommand.spec()).setExpandAtFiles(false);
    }

    static ParseResult parse(CommandLine reader, String... words) throws UsageException {
        try {
            return reader.parseArgs(words);
        } catch (UnmatchedArgumentException e) {
            String word = e.getUnmatched().get(0);
            throw new UsageException(
                    e.isUnknownOption() ? "there is no option " + word : word + " makes no sense there");
        } catch (OverwrittenOptionException e) {
            throw new UsageException(name(List.of(e.getOverwritten())) + " is there twice");
        } catch (MissingParameterException e) {
            throw new UsageException(name(e.getMissing()) + " needs a value");
        } catch (ParameterException e) {
            throw new UsageException("an option has a value that it does not take");
        }
    }

    private static String name(List<ArgSpec> options) {
        return options.get(0) instanceof OptionSpec option ? option.longestName() : "an option";
    }
}
