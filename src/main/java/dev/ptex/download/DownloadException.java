package dev.ptex.download;

import dev.ptex.plan.Attempt;
import java.util.List;

/** A file that no mirror could give. */
public final class DownloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Attempt> attempts;

    DownloadException(List<Attempt> attempts) {
        super("all mirrors failed");
        this.attempts = List.copyOf(attempts);
    }

    /** What was tried, in order. */
    public List<Attempt> attempts() {
        return attempts;
    }
}
