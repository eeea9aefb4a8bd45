package dev.ptex.cli;

/** What ptex tells its caller. scie-jump takes good bytes with a status other than 0 for a failure. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** Nobody reads standard output any more: what a shell reports of a program that SIGPIPE ended. */
    static final int READER_GONE = 141;

    private ExitCode() {}
}
