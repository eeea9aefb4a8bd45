package dev.ptex.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The command line of {@code ptex check}. */
final class CheckSyntax {
    static final String FULL = "--full";

    private CheckSyntax() {}

    static CommandSpec spec() {
        return Syntax.subcommand(Check.NAME, HelpText.CHECK_SYNOPSIS, HelpText.CHECK, HelpText.EXIT_CODES)
                .addOption(Syntax.flag(FULL)
                        .description("Fetch each file from each URL, and compare its sha256.")
                        .build())
                .addOption(Syntax.flag(Syntax.JSON)
                        .description("Write JSON instead of text for people.")
                        .build())
                .addOption(Jobs.option())
                .addOption(Syntax.flag(Syntax.SILENT, "--silent")
                        .description("Show no progress.")
                        .build())
                .addOption(Syntax.help());
    }
}
