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
                .addOption(flag("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build())
                .addOption(flag("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .hidden(true)
                        .build());
        spec.usageMessage()
                .sortOptions(false)
                .customSynopsis(HelpText.SYNOPSIS)
                .description(HelpText.DESCRIPTION)
                .optionListHeading("Options:%n")
                .footer(HelpText.FOOTER);
        return spec;
    }

    private static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class);
    }
}
