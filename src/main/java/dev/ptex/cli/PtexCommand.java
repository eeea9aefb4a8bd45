package dev.ptex.cli;

import dev.ptex.config.PtexConfig;
import dev.ptex.transport.Header;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of ptex 1.7, as picocli reads it. */
@TopCommand
@Dependent
@Command(
        name = "ptex",
        sortOptions = false,
        customSynopsis = {
            "ptex [-H HEADER]... [-D] [-s] MANIFEST FILE",
            "       ptex [-H HEADER]... [-D] [-s] [-O] URL",
            "       ptex -h | -V"
        },
        description = {
            "",
            "Fetches a file and writes its bytes to standard output, and nothing else.",
            "",
            "The first form looks FILE up in a lift manifest: a JSON document whose \"ptex\"",
            "object maps file names to URLs. It is what a scie calls as a file source. Where",
            "the manifest knows the file's size and hash, only bytes with that hash are",
            "right. The second form fetches a URL (http, https or file).",
            ""
        },
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Environment:",
            "  PTEX_CONNECT_TIMEOUT    How long to wait for a connection. Default: 10s.",
            "  PTEX_READ_TIMEOUT       How long to wait for the next byte. Default: 30s.",
            "  PTEX_PASSES             How often all URLs are tried, as long as a failure",
            "                          may pass. Default: 4.",
            "  PTEX_BACK_OFF, PTEX_LONGEST_BACK_OFF",
            "                          The wait after the first pass, doubled after each, and",
            "                          where doubling ends. Default: 500ms, 30s.",
            "  PTEX_LONGEST_RETRY_AFTER",
            "                          How long a server's Retry-After is respected at most.",
            "                          Default: 120s.",
            "  PTEX_MIRROR_ORDER       In which order URLs are tried: listed, fastest (as seen in",
            "                          earlier runs) or random. Default: listed.",
            "  PTEX_CONNECTIONS        How many connections a large file may get. Default: 4.",
            "  PTEX_STALL_RATE, PTEX_STALL_TIME",
            "                          How many bytes a second a URL must give, and for how long",
            "                          it may give less, while another one is left. Default:",
            "                          1024, 30s.",
            "  PTEX_DUMP_HEADERS       If not empty, the same as -D.",
            "  http_proxy, https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY",
            "                          The proxy, as [SCHEME://][USER:PASSWORD@]HOST:PORT with",
            "                          SCHEME http, socks4, socks4a, socks5 or socks5h.",
            "  no_proxy, NO_PROXY      Hosts, domains, addresses and networks (10.0.0.0/8) to",
            "                          reach without it, separated by commas; or *.",
            "  SSL_CERT_FILE, SSL_CERT_DIR",
            "                          The certificates to trust, instead of the system's.",
            "  NETRC                   The file with passwords. Default: ~/.netrc.",
            "  PTEX_CACHE_DIR          Where unfinished files are kept for the next run.",
            "                          Default: $XDG_CACHE_HOME/ptex or ~/.cache/ptex;",
            "                          ~/Library/Caches/ptex; %%LOCALAPPDATA%%\\ptex.",
            "  TMPDIR                  Where bytes wait if they cannot be kept there.",
            "",
            "Exit codes:",
            "  0    The file's bytes are out, and right as far as that is known.",
            "  1    They are not; standard error says why.",
            "  2    The command line makes no sense.",
            "  130  Interrupted (Ctrl-C).",
            "  141  The reader of standard output went away.",
            "",
            "A manifest, with what is optional below the first key:",
            "  {",
            "    \"ptex\": {\"data.tar.gz\": \"https://example.com/data.tar.gz\"},",
            "    \"ptex-mirrors\": {\"data.tar.gz\": [\"https://mirror.example.org/data.tar.gz\"]},",
            "    \"scie\": {\"lift\": {\"files\": [",
            "      {\"name\": \"data.tar.gz\", \"size\": 1024, \"hash\": \"<sha256>\"}",
            "    ]}}",
            "  }",
            "A URL without a scheme is relative to the manifest's own folder."
        })
public final class PtexCommand {
    @Option(
            names = {"-H", "--header"},
            paramLabel = "HEADER",
            description = {
                "Send this header, as \"Name: value\", in place of a",
                "default one of the same name; \"Name:\" sends none.",
                "Other hosts than the URL's do not get to see it."
            })
    List<String> headers = new ArrayList<>();

    @Option(
            names = {"-D", "--dump-header"},
            description = "Write the replies' headers to standard error.")
    boolean dumpHeaders;

    @Option(
            names = {"-s", "--silent"},
            description = "Show no progress.")
    boolean silent;

    @Option(
            names = {"-O", "--remote-name"},
            description = {"Write to a file named like the URL's last segment,", "instead of standard output."})
    boolean remoteName;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    @Parameters(arity = "0..*", hidden = true)
    List<String> words = new ArrayList<>();

    boolean isManifestMode() {
        return words.size() == 2;
    }

    boolean dumpsHeaders(PtexConfig config) {
        return dumpHeaders || config.dumpHeaders().isPresent();
    }

    /** @throws UsageException if the words make no sense together */
    void check() throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("neither a URL nor a manifest and a file name are given");
        }
        // ptex 1.7 takes every word that is no option of its own for a name, and a manifest may have such names.
        boolean namesAFile = isManifestMode() && Files.exists(Path.of(words.get(0)));
        Optional<String> unknown = namesAFile
                ? Optional.empty()
                : words.stream().filter(word -> word.startsWith("-")).findFirst();
        if (unknown.isPresent()) {
            throw new UsageException("there is no option " + unknown.get());
        }
        if (words.size() > 2) {
            throw new UsageException(
                    "there are " + words.size() + " words where at most a manifest and a file name" + " are expected");
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
