package dev.ptex.cli;

import dev.ptex.sink.StandardOutput;
import dev.ptex.sink.WriteException;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What ptex does when its first word says so, instead of fetching a file. */
interface Subcommand {
    CommandSpec spec();

    /**
     * @return the exit code; what went wrong has been reported
     * @throws UsageException if the words make no sense
     */
    int run(ParseResult parsed, StandardOutput output, PrintStream errors) throws UsageException, WriteException;
}
