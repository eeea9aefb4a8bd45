package dev.ptex.mirror;

import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a site wants to be asked instead of URLs that begin in the same way.
 *
 * @param prefix normalized; nothing for the rule for what no other rule is for
 * @param entries in the order in which they are tried
 * @param place where it stands: a file and its line
 */
public record RewriteRule(Optional<Url> prefix, List<RewriteEntry> entries, String place) {
    private static final String ALL = "*";

    public RewriteRule {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a rule.
     *
     * @param prefix a URL that ends in a slash, or {@code *}
     * @param list of entries, with commas between them
     */
    public static RewriteRule parse(String prefix, String list, String place) throws PolicyException {
        List<RewriteEntry> entries = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            if (!word.isBlank()) {
                entries.add(RewriteEntry.parse(word.strip()));
            }
        }
        if (!prefix.equals(ALL)) {
            return new RewriteRule(Optional.of(prefix(prefix)), entries, place);
        }
        if (entries.stream().anyMatch(RewriteEntry.Beginning.class::isInstance)) {
            throw new PolicyException("where all URLs are meant, a URL without placeholders cannot take their place");
        }
        return new RewriteRule(Optional.empty(), entries, place);
    }

    private static Url prefix(String text) throws PolicyException {
        try {
            Url url = Url.parse(text).normalized();
            if (url.scheme().equals("file")) {
                throw new PolicyException("file: URLs are never rewritten");
            }
            if (url.query().isPresent() || !text.endsWith("/")) {
                throw new PolicyException("the prefix \"" + Redaction.text(text) + "\" does not end in /");
            }
            return url;
        } catch (MalformedUrlException e) {
            throw new PolicyException("the prefix \"" + Redaction.text(text) + "\" is no URL: " + e.getMessage());
        }
    }

    /**
     * How much of a URL it matches.
     *
     * @param url normalized
     * @return characters of its path; 0 for the rule for all, -1 if it is not for this URL
     */
    int match(Url url) {
        if (prefix.isEmpty()) {
            return 0;
        }
        Url start = prefix.get();
        boolean matches = start.origin().equals(url.origin()) && url.path().startsWith(start.path());
        return matches ? start.path().length() : -1;
    }

    /** Whether a URL that it is for must not be asked even where a redirect leads to it. */
    boolean isOff() {
        for (RewriteEntry entry : entries) {
            if (entry instanceof RewriteEntry.Direct) {
                return false;
            }
            if (entry instanceof RewriteEntry.Off) {
                return true;
            }
        }
        return false;
    }
}
