package dev.ptex.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The command line of ptex 1.7, for picocli.
 *
 * <p>It is built, and not read off annotations: for these the JVM makes a class each when it starts, which is a tenth of
 * the time that a small fetch takes.
 */
public final class Syntax {
    static final String HEADER = "-H";
    static final String DUMP_HEADERS = "-D";
    static final String SILENT = "-s";
    static final String REMOTE_NAME = "-O";
    static final String JSON = "--json";

    private Syntax() {}

    public static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create()
                .name("ptex")
                .addOption(OptionSpec.builder(HEADER, "--header")
                        .paramLabel("HEADER")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "Send this header, as \"Name: value\", in place of a",
                                "default one of the same name; \"Name:\" sends none.",
                                "Other hosts than the URL's do not get to see it.")
                        .build())
                .addOption(flag(DUMP_HEADERS, "--dump-header")
                        .description("Write the replies' headers to standard error.")
                        .build())
                .addOption(flag(SILENT, "--silent")
                        .description("Show no progress.")
                        .build())
                .addOption(flag(REMOTE_NAME, "--remote-name")
                        .description(
                                "Write to a file named like the URL's last segment,", "instead of standard output.")
                        .build())
                .addOption(help())
                .addOption(flag("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build())
                .addPositional(names());
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis(HelpText.SYNOPSIS)
                .description(HelpText.DESCRIPTION)
                .optionListHeading("Options:%n")
                .footer(HelpText.FOOTER);
        return spec;
    }

    /** The command line of {@code ptex explain}. */
    static CommandSpec explain() {
        CommandSpec spec = subcommand("explain", HelpText.EXPLAIN_SYNOPSIS, HelpText.EXPLAIN, HelpText.EXPLAIN_FOOTER);
        spec.addOption(
                flag(JSON).description("Write JSON instead of text for people.").build());
        return spec.addOption(help());
    }

    /** The command line of {@code ptex doctor}. */
    static CommandSpec doctor() {
        return subcommand("doctor", HelpText.DOCTOR_SYNOPSIS, HelpText.DOCTOR, HelpText.DOCTOR_FOOTER)
                .addOption(help());
    }

    /** That of each subcommand, without its first two words. */
    public static List<CommandSpec> subcommands() {
        return Subcommands.specs();
    }

    /** The beginning of a subcommand's. */
    static CommandSpec subcommand(String name, String synopsis, String description, String footer) {
        CommandSpec spec = CommandSpec.create().name("ptex " + name).addPositional(names());
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis(synopsis)
                .description(description)
                .optionListHeading("Options:%n")
                .footer(footer);
        return spec;
    }

    static OptionSpec help() {
        return flag("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build();
    }

    private static PositionalParamSpec names() {
        return PositionalParamSpec.builder()
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true)
                .build();
    }

    static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class);
    }
}
