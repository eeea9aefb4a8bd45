package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.config.PtexConfig;
import dev.ptex.header.Header;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What a command line asks for.
 *
 * @param headers as -H has them
 * @param words a manifest and a file name, or a URL
 */
record PtexCommand(List<String> headers, boolean dumpHeaders, boolean silent, boolean remoteName, List<String> words) {

    /** @throws UsageException if the words make no sense together */
    static PtexCommand of(ParseResult parsed, Platform platform) throws UsageException {
        PtexCommand command = new PtexCommand(
                parsed.matchedOptionValue(Syntax.HEADER, List.of()),
                parsed.hasMatchedOption(Syntax.DUMP_HEADERS),
                parsed.hasMatchedOption(Syntax.SILENT),
                parsed.hasMatchedOption(Syntax.REMOTE_NAME),
                parsed.matchedPositionalValue(0, List.of()));
        command.check(platform);
        return command;
    }

    boolean isManifestMode() {
        return words.size() == 2;
    }

    boolean dumpsHeaders(PtexConfig config) {
        return dumpHeaders || config.dumpHeaders().isPresent();
    }

    private void check(Platform platform) throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("neither a URL nor a manifest and a file name are given");
        }
        // ptex 1.7 takes every word that is no option of its own for a name, and a manifest may have such names.
        Optional<String> unknown =
                words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (unknown.isPresent() && !(isManifestMode() && Files.exists(platform.path(words.get(0))))) {
            throw new UsageException("there is no option " + unknown.get());
        }
        if (words.size() > 2) {
            throw new UsageException(
                    "there are " + words.size() + " words where at most a manifest and a file name are expected");
        }
        if (isManifestMode() && remoteName) {
            throw new UsageException("-O goes with a URL, and not with a manifest and a file name");
        }
    }

    List<Header> parsedHeaders() throws UsageException {
        List<Header> parsed = new ArrayList<>();
        for (String header : headers) {
            parsed.add(Header.parse(header)
                    .orElseThrow(
                            () -> new UsageException("what -H gives is not a header of the form \"Name: value\"")));
        }
        return parsed;
    }
}
