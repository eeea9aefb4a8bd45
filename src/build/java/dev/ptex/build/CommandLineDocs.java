package dev.ptex.build;

import dev.ptex.cli.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the man page and the shells' completions, from the same model of the command line that ptex itself reads. */
public final class CommandLineDocs {
    private CommandLineDocs() {}

    /** Arguments: the version, the time stamp, the folder. */
    public static void main(String[] args) throws IOException {
        CommandSpec spec = Syntax.spec();
        List<CommandSpec> subcommands = Syntax.subcommands();
        String date = args[1].substring(0, "2026-11-23".length());
        Path folder = Path.of(args[2]);
        Path completions = Files.createDirectories(folder.resolve("completions"));
        Completions shells = new Completions(spec, subcommands);
        Files.writeString(folder.resolve("ptex.1"), new ManPage(spec, subcommands).text(args[0], date));
        Files.writeString(completions.resolve("ptex.bash"), shells.bash());
        Files.writeString(completions.resolve("_ptex"), shells.zsh());
        Files.writeString(completions.resolve("ptex.fish"), shells.fish());
    }
}
