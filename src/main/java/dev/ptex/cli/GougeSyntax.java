package dev.ptex.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line of {@code ptex gouge}. */
final class GougeSyntax {
    static final String URL = "--url";
    static final String MIRROR = "--mirror";
    static final String PTEX = "--ptex";
    static final String OUTPUT = "-o";

    private GougeSyntax() {}

    static CommandSpec spec() {
        return Syntax.subcommand(Gouge.NAME, HelpText.GOUGE_SYNOPSIS, HelpText.GOUGE, HelpText.EXIT_CODES)
                .addOption(value("PREFIX", URL)
                        .description("Have each file fetched from this and its name behind it.")
                        .build())
                .addOption(OptionSpec.builder(MIRROR)
                        .paramLabel("PREFIX")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("And from there, if that fails. May be repeated.")
                        .build())
                .addOption(value("FILE", PTEX)
                        .description(
                                "The ptex that the scie is to carry, beside the manifest:",
                                "an executable, or one in an archive.")
                        .build())
                .addOption(value("OUT", OUTPUT, "--output")
                        .description("Write to this file, instead of standard output.")
                        .build())
                .addOption(Syntax.help());
    }

    private static OptionSpec.Builder value(String label, String... names) {
        return OptionSpec.builder(names).paramLabel(label).type(String.class);
    }
}
