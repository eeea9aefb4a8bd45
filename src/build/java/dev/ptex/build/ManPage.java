package dev.ptex.build;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The man page of a command, in the macros of man(7). The footer of the help is a list of blocks; a line that ends in a
 * colon begins one, and two spaces begin an entry of it.
 */
final class ManPage {
    /** What man(7) calls some of the blocks. */
    private static final Map<String, String> SECTIONS = Map.of("Exit codes", "EXIT STATUS");

    private static final Pattern ENTRY = Pattern.compile("  (\\S.*?)(?:  +(\\S.*))?");

    private final CommandSpec spec;
    private final List<CommandSpec> subcommands;
    private final StringBuilder page = new StringBuilder();

    ManPage(CommandSpec spec, List<CommandSpec> subcommands) {
        this.spec = spec;
        this.subcommands = List.copyOf(subcommands);
    }

    String text(String version, String date) {
        String name = spec.name();
        line(".TH %s 1 %s \"%s %s\"".formatted(name.toUpperCase(Locale.ROOT), date, name, version));
        section("NAME");
        List<String> description = lines(spec.usageMessage().description());
        line(name + " \\- " + escaped(firstSentence(description)));
        section("SYNOPSIS");
        verbatim(lines(spec.usageMessage().customSynopsis()).stream()
                .map(String::strip)
                .toList());
        section("DESCRIPTION");
        description.forEach(this::paragraph);
        section("OPTIONS");
        spec.options().forEach(this::option);
        blocks(lines(spec.usageMessage().footer()));
        subcommands.forEach(this::subcommand);
        return page.toString();
    }

    private void subcommand(CommandSpec subcommand) {
        section(subcommand.name().toUpperCase(Locale.ROOT));
        lines(subcommand.usageMessage().description()).forEach(this::paragraph);
        subcommand.options().forEach(this::option);
    }

    private void option(OptionSpec option) {
        String value = option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : "";
        line(".TP");
        line(Stream.of(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR" + value)
                .collect(Collectors.joining(", ")));
        lines(option.description()).forEach(this::text);
    }

    private void blocks(List<String> lines) {
        boolean example = false;
        for (String line : lines) {
            if (line.isEmpty()) {
                example = endExample(example);
            } else if (!line.startsWith(" ")) {
                example = endExample(example);
                heading(line);
            } else if (line.startsWith("  {") || example) {
                if (!example) {
                    line(".PP");
                    line(".nf");
                }
                example = true;
                line(escaped(line));
            } else {
                entry(line);
            }
        }
        endExample(example);
    }

    private boolean endExample(boolean example) {
        if (example) {
            line(".fi");
        }
        return false;
    }

    /** A word or two make a section; more are a sentence of their own. */
    private void heading(String line) {
        String title = line.substring(0, line.length() - 1);
        if (line.endsWith(":") && title.split(" ").length <= 2) {
            section(SECTIONS.getOrDefault(title, title.toUpperCase(Locale.ROOT)));
        } else if (line.endsWith(":")) {
            section("MANIFEST");
            text(line);
        } else {
            line(".PP");
            text(line);
        }
    }

    private void entry(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            text(line.strip());
            return;
        }
        line(".TP");
        line("\\fB" + escaped(entry.group(1)) + "\\fR");
        if (entry.group(2) != null) {
            text(entry.group(2));
        }
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void verbatim(List<String> lines) {
        line(".nf");
        lines.forEach(line -> line(escaped(line)));
        line(".fi");
    }

    private void paragraph(String line) {
        if (!line.isEmpty()) {
            text(line);
        }
    }

    /** Text that fills its lines; a sentence begins a line of its own, as man's rules want it. */
    private void text(String text) {
        line(escaped(text).replaceAll("(?<=[a-z)]\\.) (?=[A-Z])", "\n"));
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    private static String firstSentence(List<String> lines) {
        String text = String.join(" ", lines).strip();
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1, text.indexOf('.'));
    }

    /** As picocli prints them: %n and %% are format specifiers there. */
    private static List<String> lines(String... formats) {
        return Stream.of(formats)
                .flatMap(format -> Stream.of(
                        Ansi.OFF.text(String.format(format)).toString().split("\\R", -1)))
                .toList();
    }

    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
