package dev.ptex.progress;

import dev.ptex.text.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What stays on the terminal of a download that took a while, as with ptex 1.7.
 *
 * @param bytes the file's size
 * @param hosts where it came from, if that is not this machine
 */
public record DownloadedLine(long bytes, List<String> hosts, Duration time) {
    private static final Duration SHORTEST = Duration.ofMillis(300);

    public DownloadedLine {
        hosts = List.copyOf(hosts);
    }

    /** Whether there was time to wonder what is going on. */
    public boolean isWorthShowing() {
        return bytes > 0 && time.compareTo(SHORTEST) > 0;
    }

    /** Such as "Downloaded 27.6 MB from github.com in 3.2 s". */
    public String text() {
        String from = hosts.isEmpty() ? "" : " from " + SafeText.of(String.join(", ", hosts));
        double seconds = time.toMillis() / 1000d;
        String taken =
                seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : Quantity.time(seconds) + " minutes";
        return "Downloaded " + Quantity.bytes((double) bytes) + from + " in " + taken;
    }
}
