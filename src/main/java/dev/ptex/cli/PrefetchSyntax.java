package dev.ptex.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The command line of {@code ptex prefetch}. */
final class PrefetchSyntax {
    static final String CAS = "--cas";

    private PrefetchSyntax() {}

    static CommandSpec spec() {
        return Syntax.subcommand(Prefetch.NAME, HelpText.PREFETCH_SYNOPSIS, HelpText.PREFETCH, HelpText.EXIT_CODES)
                .addOption(Syntax.flag(CAS)
                        .description("Name files by their sha256, for a content-addressed mirror.")
                        .build())
                .addOption(Jobs.option())
                .addOption(Syntax.flag(Syntax.SILENT, "--silent")
                        .description("Show no progress.")
                        .build())
                .addOption(Syntax.help());
    }
}
