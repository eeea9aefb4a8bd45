package dev.ptex.build;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command for each shell, and files where no option stands. picocli's own completion is for bash alone,
 * and has the day it was made in it.
 */
final class Completions {
    private final CommandSpec spec;

    Completions(CommandSpec spec) {
        this.spec = spec;
    }

    String bash() {
        return """
                # bash completion for %1$s
                _%1$s() {
                  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
                  COMPREPLY=()
                  case $before in
                    %2$s) return ;;
                  esac
                  case $word in
                    -*) COMPREPLY=($(compgen -W '%3$s' -- "$word")) ;;
                  esac
                }
                complete -o default -F _%1$s %1$s
                """.formatted(
                        spec.name(),
                        names(spec.options().stream().filter(Completions::takesValue), " | "),
                        names(spec.options().stream(), " "));
    }

    String zsh() {
        return """
                #compdef %s
                _arguments \\
                %s  '*:file:_files'
                """.formatted(spec.name(), spec.options().stream().map(this::zsh).collect(Collectors.joining()));
    }

    private String zsh(OptionSpec option) {
        String others = takesValue(option) ? "*" : "(" + String.join(" ", option.names()) + ")";
        String value = takesValue(option) ? ":" + option.paramLabel() + ":" : "";
        // An option and what it says of itself; brackets and colons end that.
        String rest = "[" + summary(option).replaceAll("([\\[\\]:\\\\])", "\\\\$1") + "]" + value;
        return "  %s{%s}%s \\\n".formatted(quoted(others), String.join(",", option.names()), quoted(rest));
    }

    String fish() {
        return spec.options().stream().map(this::fish).collect(Collectors.joining());
    }

    private String fish(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        return "complete -c %s %s%s -d %s\n"
                .formatted(
                        spec.name(),
                        names,
                        takesValue(option) ? " -x" : "",
                        "'" + summary(option).replace("\\", "\\\\").replace("'", "\\'") + "'");
    }

    /** The description's first sentence. */
    private static String summary(OptionSpec option) {
        String text = String.join(" ", option.description());
        return text.split("[.;,] |\\.$", 2)[0];
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String names(Stream<OptionSpec> options, String separator) {
        return options.flatMap(option -> Stream.of(option.names())).collect(Collectors.joining(separator));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
