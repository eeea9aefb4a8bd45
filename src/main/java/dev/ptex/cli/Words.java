package dev.ptex.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Sorts a command line's words as ptex 1.7 does: what is letter by letter one of its options is that, wherever it
 * stands, and everything else is a name, be it {@code --foo}, {@code -sD} or {@code --}.
 */
final class Words {
    private Words() {}

    /** Whether one of them is an option that prints something and does no more; found without picocli, as it is early. */
    static boolean askForHelp(String... words) {
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "-H", "--header" -> i++;
                case "-h", "--help", "-V", "--version" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /**
     * The names of a subcommand's line.
     *
     * @throws UsageException if there is none, or if one was meant as an option
     */
    static List<String> names(ParseResult parsed) throws UsageException {
        List<String> names = parsed.matchedPositionalValue(0, List.of());
        if (names.isEmpty()) {
            throw new UsageException("neither a URL nor a manifest and a file name are given");
        }
        for (String name : names) {
            if (name.startsWith("-")) {
                throw new UsageException("there is no option " + name);
            }
        }
        return names;
    }

    /** The options, then {@code --}, then the names, which picocli then takes for nothing else. */
    static String[] of(CommandSpec command, String... words) {
        List<String> options = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            OptionSpec option = command.findOption(words[i]);
            boolean known = words[i].startsWith("-") && option != null;
            (known ? options : names).add(words[i]);
            if (known && option.arity().max() > 0 && i + 1 < words.length) {
                options.add(words[++i]);
            }
        }
        options.add("--");
        options.addAll(names);
        return options.toArray(String[]::new);
    }
}
