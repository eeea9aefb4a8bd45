package dev.ptex.cli;

/** What {@code --help} says besides the options, in picocli's format. */
final class HelpText {
    static final String SYNOPSIS = """
            ptex [-H HEADER]... [-D] [-s] MANIFEST FILE
                   ptex [-H HEADER]... [-D] [-s] [-O] URL
                   ptex explain [--json] MANIFEST FILE | URL
                   ptex doctor MANIFEST FILE | URL...
                   ptex check MANIFEST|SCIE [NAME]...
                   ptex prefetch MANIFEST|SCIE DIR [NAME]...
                   ptex gouge --url PREFIX [--ptex FILE] LIFT.json [NAME]...
                   ptex -h | -V""";

    static final String DOCTOR_SYNOPSIS = """
            ptex doctor MANIFEST FILE
                   ptex doctor URL...
                   ptex doctor -h""";

    static final String DOCTOR = """

            Finds out where the way to a file ends.

            For each URL that would be tried, one line for each stage: settings, proxy, DNS,
            TCP, TLS, the reply's status, whether parts are served, and this machine's clock
            against the server's; with what was found and how long it took. Where a stage
            fails, a line says what to do next. The file itself is not fetched.
            """;

    static final String DOCTOR_FOOTER = """

            Exit codes:
              0  All is well.
              1  It is not.
              2  The command line makes no sense.""";

    static final String EXPLAIN_SYNOPSIS = """
            ptex explain [--json] MANIFEST FILE
                   ptex explain [--json] URL
                   ptex explain -h""";

    static final String EXPLAIN = """

            Says what a fetch would do, and asks nobody.

            Each URL that would be tried, in that order: who names it, which proxy leads to
            it and which variable or setting says so, where credentials would come from
            (never what they are), and whose certificates would be trusted; and the size and
            sha256 that the manifest gives. If PTEX_MIRROR_ORDER is random, so is the order.
            """;

    static final String EXPLAIN_FOOTER = """

            Exit codes:
              0  There is a URL that would be tried.
              1  There is none; standard error says why.
              2  The command line makes no sense.""";

    static final String GOUGE_SYNOPSIS = """
            ptex gouge --url PREFIX [--mirror PREFIX]... [--ptex FILE] [-o OUT]
                              LIFT.json [NAME]...
                   ptex gouge -h""";

    static final String GOUGE = """

            Makes a scie skinny: writes a manifest for a scie that fetches files which the
            one of LIFT.json carries.

            The files lie beside LIFT.json. NAMEs say which are to be fetched; without, each
            of at least 1 MiB is, but for directories and for what ptex itself needs. They
            get size, hash, type, source and URLs, and the manifest gets the binding
            ptex-fetch, if it has none. What is there already stays, and has to fit.
            """;

    static final String PREFETCH_SYNOPSIS = """
            ptex prefetch [--cas] [--jobs N] [-s] MANIFEST|SCIE DIR [NAME]...
                   ptex prefetch -h""";

    static final String PREFETCH = """

            Has a folder get the files of a manifest, for machines without a network.

            Fetches the NAMEs, or all files, into DIR, and checks them; what is there and
            right is not fetched again. Writes DIR/lift.json, the manifest with references
            to what is there, so that ptex DIR/lift.json NAME works offline, and
            DIR/SHA256SUMS for sha256sum -c.
            """;

    static final String CHECK_SYNOPSIS = """
            ptex check [--full] [--json] [--jobs N] [-s] MANIFEST|SCIE [NAME]...
                   ptex check -h""";

    static final String CHECK = """

            Asks each URL of a manifest whether it has its file, without fetching it.

            Writes a line for each: the file, the URL, and ok or what is wrong, whether
            parts are served, and where redirects lead. NAMEs limit it to some files.
            What may pass, such as 503 or a reset, is asked again as by a fetch:
            PTEX_PASSES times in all, which is 4, with its waits.
            """;

    /** Of subcommands that do something. */
    static final String EXIT_CODES = """

            Exit codes:
              0  All is well.
              1  Something is not; standard error says what.
              2  The command line makes no sense.""";

    static final String DESCRIPTION = """

            Fetches a file and writes its bytes to standard output, and nothing else.

            The first form looks FILE up in a lift manifest: a JSON document whose "ptex"
            object maps file names to URLs. It is what a scie calls as a file source. Where
            the manifest knows the file's size and hash, only bytes with that hash are
            right. The second form fetches a URL (http, https, ftp, ftps or file).
            """;

    static final String FOOTER = """

            Commands:
              explain                 Say what a fetch would do, and ask nobody: see
                                      ptex explain --help.
              doctor                  Find out where the way to a file ends.
              check                   Ask whether each URL of a manifest has its file.
              prefetch                Fetch the files of a manifest into a folder.
              gouge                   Make the manifest of a skinny scie.
                                      Each has a --help. A file of such a name in the
                                      current directory is a manifest.

            Settings files:
              /etc/ptex/ptex.properties
                                      The machine's. What is PTEX_READ_TIMEOUT below is
                                      ptex.read-timeout there.
              ~/.config/ptex/ptex.properties
                                      The user's, which counts more.
              $PTEX_CONFIG            One that is named by its full path, and counts still
                                      more. The environment counts most.
              ptex.proxy.url, ptex.rewrite."https://github.com/", ptex.tls.ca-file, ...
                                      What such files are for: docs/enterprise.md.

            Environment:
              PTEX_CONNECT_TIMEOUT    How long to wait for a connection. Default: 10s.
              PTEX_READ_TIMEOUT       How long to wait for the next byte. Default: 30s.
                                      0 or none: no limit, as for a connection.
              PTEX_PASSES             How often a URL is asked in vain, in a row, as long
                                      as the failure may pass. Default: 4.
              PTEX_BACK_OFF, PTEX_LONGEST_BACK_OFF
                                      The wait after a failure, doubled each time, and where
                                      doubling ends. Default: 500ms, 30s.
              PTEX_LONGEST_RETRY_AFTER
                                      How long a server's Retry-After is respected at most.
                                      Default: 120s.
              PTEX_MIRROR_ORDER       In which order URLs are tried: listed, fastest (as
                                      seen in earlier runs) or random. Default: listed.
              PTEX_CONNECTIONS        How many connections a large file may get. Default: 4.
              PTEX_STALL_RATE, PTEX_STALL_TIME
                                      How many bytes a second a URL must give, and for
                                      how long it may give less, while another one is
                                      left. Default: 1024, 30s.
              PTEX_DUMP_HEADERS       If not empty, the same as -D.
              PTEX_TRACE              If not empty, an internal error shows its stack trace.
              http_proxy, https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY
                                      The proxy: [SCHEME://][USER:PASSWORD@]HOST:PORT
                                      with SCHEME http, https, socks4, socks4a, socks5
                                      or socks5h.
              no_proxy, NO_PROXY      Hosts, domains, addresses and networks (10.0.0.0/8) to
                                      reach without it, separated by commas; or *.
              SSL_CERT_FILE, SSL_CERT_DIR
                                      The certificates to trust, instead of the system's.
              PTEX_AUTH_<HOST>_BEARER, PTEX_AUTH_<HOST>_BASIC_USER, ..._BASIC_PASS
                                      A token, or a user and a password, for a host; in
                                      capitals, with _ for what is no letter or digit.
              NETRC                   The file with passwords. Default: ~/.netrc.
              PTEX_CACHE_DIR          Where unfinished files are kept for the next run.
                                      Default: $XDG_CACHE_HOME/ptex or ~/.cache/ptex;
                                      ~/Library/Caches/ptex; %%LOCALAPPDATA%%\\ptex.
              TMPDIR                  Where bytes wait if they cannot be kept there.

            Exit codes:
              0    The file's bytes are out, and right as far as that is known.
              1    They are not; standard error says why.
              2    The command line makes no sense.
              130  Interrupted (Ctrl-C).
              141  The reader of standard output went away.

            A manifest, with what is optional below the first key:
              {
                "ptex": {"data.tar.gz": "https://example.com/data.tar.gz"},
                "ptex-mirrors": {"data.tar.gz": ["https://mirror.example.org/data.tar.gz"]},
                "scie": {"lift": {"files": [
                  {"name": "data.tar.gz", "size": 1024, "hash": "<sha256>"}
                ]}}
              }
            A URL without a scheme is relative to the manifest's own folder.""";

    private HelpText() {}
}
