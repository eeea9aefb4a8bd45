package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.util.regex.Pattern;

/** Reads the word of a command line that stands for a URL. */
final class UrlWord {
    /** A drive's or a share's: nothing that is on the web looks like it. */
    private static final Pattern WINDOWS_PATH = Pattern.compile("([A-Za-z]:[/\\\\]|\\\\\\\\).*");

    private static final String FILE = "file:";

    /** As libcurl tells a scheme from a host and its port. */
    private static final Pattern COMPLETE =
            Pattern.compile("[a-z][a-z0-9+.-]*:/.*|" + FILE + ".*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UrlWord() {}

    /**
     * What has no scheme is meant to be on the web, as libcurl guesses, and so ptex 1.7.
     *
     * @throws UsageException also for a path of Windows: who types one has most likely left out the file's name, and would
     *     get the manifest itself
     */
    static Url parse(String word, Platform platform) throws UsageException {
        try {
            if (platform.isWindows() && WINDOWS_PATH.matcher(word).matches()) {
                Url url = Url.parse(FILE + platform.plain(word).replace('\\', '/'));
                throw new UsageException("\"" + word + "\" is a path, whose URL is " + url);
            }
            return Url.parse(COMPLETE.matcher(word).matches() ? word : "http://" + word);
        } catch (MalformedUrlException e) {
            throw new UsageException("\"" + Redaction.text(word) + "\" is no URL: " + e.getMessage());
        }
    }
}
