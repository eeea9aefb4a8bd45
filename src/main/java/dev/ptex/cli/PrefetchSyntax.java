package dev.ptex.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line of {@code ptex prefetch}. */
final class PrefetchSyntax {
    static final String CAS = "--cas";
    private static final String JOBS = "--jobs";

    private PrefetchSyntax() {}

    static CommandSpec spec() {
        return Syntax.subcommand(Prefetch.NAME, HelpText.PREFETCH_SYNOPSIS, HelpText.PREFETCH, HelpText.EXIT_CODES)
                .addOption(Syntax.flag(CAS)
                        .description("Name files by their sha256, for a content-addressed mirror.")
                        .build())
                .addOption(jobs())
                .addOption(Syntax.flag(Syntax.SILENT, "--silent")
                        .description("Show no progress.")
                        .build())
                .addOption(Syntax.help());
    }

    static OptionSpec jobs() {
        return OptionSpec.builder(JOBS)
                .paramLabel("N")
                .type(String.class)
                .description("How many at once. Default: 4.")
                .build();
    }

    static int jobs(ParseResult parsed) throws UsageException {
        String text = parsed.matchedOptionValue(JOBS, "4");
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new UsageException(JOBS + " needs a number from 1 to 999, and not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
