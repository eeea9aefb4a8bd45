package dev.ptex.cli;

import dev.ptex.config.Platform;
import dev.ptex.url.Url;
import java.util.Set;
import java.util.regex.Pattern;

/** The file name that -O takes from a URL. */
final class RemoteName {
    private static final Set<String> DOTS = Set.of("", ".", "..");
    /** Names of devices on Windows, which has them in every folder, with any extension. */
    static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** A URL has control characters only in this form, be it that they were typed so or not. */
    private static final Pattern CONTROL = Pattern.compile("%([01][0-9A-Fa-f]|7[Ff])");

    private RemoteName() {}

    /**
     * The URL's last path segment, as it is written: decoding could make a separator of {@code %2F}.
     *
     * @throws UsageException if it cannot name a file on every system
     */
    static String of(Url url, Platform platform) throws UsageException {
        String name = url.lastSegment();
        if (DOTS.contains(name)) {
            throw new UsageException("-O needs a URL that ends in a file name, and " + url + " does not");
        }
        if (CONTROL.matcher(name).find()) {
            throw new UsageException("-O will not write to \"" + name + "\", which has a control character");
        }
        if (RESERVED.matcher(name).matches()) {
            throw new UsageException("-O will not write to \"" + name + "\", which is a device on Windows");
        }
        if (platform.isWindows() && (name.matches(".*[:*|].*") || name.endsWith("."))) {
            throw new UsageException("-O cannot write to \"" + name + "\", which is no file name on Windows");
        }
        return name;
    }
}
