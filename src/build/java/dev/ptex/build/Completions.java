package dev.ptex.build;

import java.util.List;
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
    private final List<CommandSpec> subcommands;

    Completions(CommandSpec spec, List<CommandSpec> subcommands) {
        this.spec = spec;
        this.subcommands = List.copyOf(subcommands);
    }

    String bash() {
        return """
                # bash completion for %1$s
                _%1$s() {
                  local IFS=$'\\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options
                  COMPREPLY=()
                  case $before in
                    %2$s) return ;;
                  esac
                  case ${COMP_WORDS[1]} in
                %3$s    *) options=%4$s ;;
                  esac
                  case $word in
                    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
                    *) [ "$COMP_CWORD" != 1 ] || COMPREPLY=($(compgen -W %5$s -- "$word"; compgen -f -- "$word")) ;;
                  esac
                }
                complete -o default -o filenames -F _%1$s %1$s
                """.formatted(
                spec.name(),
                String.join(
                        " | ",
                        names(spec.options().stream()
                                .filter(Completions::takesValue)
                                .toList())),
                subcommands.stream()
                        .map(each -> "    %s) options=%s ;;\n".formatted(word(each), list(names(each.options()))))
                        .collect(Collectors.joining()),
                list(names(spec.options())),
                list(subcommands.stream().map(Completions::word).toList()));
    }

    /** In bash, words with ends of lines between them, as files may have blanks in their names. */
    private static String list(List<String> words) {
        return "$'" + String.join("\\n", words) + "'";
    }

    String zsh() {
        return """
                #compdef %s
                _%1$s_commands() {
                  local -a commands=(%s)
                  _describe command commands
                  _files
                }
                case $words[2] in
                %s*) _arguments \\
                %s  '1:file:_%1$s_commands' \\
                  '*:file:_files' ;;
                esac
                """.formatted(
                spec.name(),
                subcommands.stream()
                        .map(each -> quoted(word(each) + ":" + summary(each)))
                        .collect(Collectors.joining(" ")),
                subcommands.stream()
                        .map(each -> "%s) _arguments \\\n%s  '*:file:_files' ;;\n".formatted(word(each), zsh(each)))
                        .collect(Collectors.joining()),
                zsh(spec));
    }

    private String zsh(CommandSpec command) {
        return command.options().stream().map(this::zsh).collect(Collectors.joining());
    }

    private String zsh(OptionSpec option) {
        String others = takesValue(option) ? "*" : "(" + String.join(" ", option.names()) + ")";
        String value = takesValue(option) ? ":" + option.paramLabel() + ":" : "";
        // An option and what it says of itself; brackets and colons end that.
        String rest = "[" + summary(option).replaceAll("([\\[\\]:\\\\])", "\\\\$1") + "]" + value;
        // Braces around a single word are themselves.
        String names = option.names().length == 1 ? option.longestName() : "{" + String.join(",", option.names()) + "}";
        return "  %s%s%s \\\n".formatted(quoted(others), names, quoted(rest));
    }

    String fish() {
        return Stream.concat(
                        subcommands.stream()
                                .map(each -> "complete -c %s -n __fish_use_subcommand -a %s -d %s\n"
                                        .formatted(spec.name(), word(each), fishQuoted(summary(each)))),
                        Stream.concat(
                                spec.options().stream().map(option -> fish("", option)),
                                subcommands.stream().flatMap(this::fish)))
                .distinct()
                .collect(Collectors.joining());
    }

    /** What a subcommand has besides. */
    private Stream<String> fish(CommandSpec subcommand) {
        return subcommand.options().stream()
                .filter(option -> spec.findOption(option.longestName()) == null)
                .map(option -> fish(" -n '__fish_seen_subcommand_from " + word(subcommand) + "'", option));
    }

    private String fish(String condition, OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        return "complete -c %s%s %s%s -d %s\n"
                .formatted(spec.name(), condition, names, takesValue(option) ? " -x" : "", fishQuoted(summary(option)));
    }

    private static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The description's first sentence. */
    private static String summary(OptionSpec option) {
        return summary(option.description());
    }

    private static String summary(CommandSpec command) {
        return summary(command.usageMessage().description());
    }

    private static String summary(String... lines) {
        return String.join(" ", lines).strip().split("[.;,] |\\.\\R|\\.$", 2)[0].replaceAll("\\s+", " ");
    }

    /** A subcommand is called after the command that it is one of. */
    private static String word(CommandSpec subcommand) {
        return subcommand.name().substring(subcommand.name().indexOf(' ') + 1);
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static List<String> names(List<OptionSpec> options) {
        return options.stream().flatMap(option -> Stream.of(option.names())).toList();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
