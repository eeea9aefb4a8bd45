package dev.ptex.mirror;

import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;

/** One of the things that a rewrite rule has ptex try instead of a URL. */
sealed interface RewriteEntry {
    /** The URL itself. */
    record Direct(boolean gate) implements RewriteEntry {}

    /** Nothing: here the list ends. */
    record Off() implements RewriteEntry {}

    /** The URL with another beginning. */
    record Beginning(String text, boolean gate) implements RewriteEntry {}

    /** A URL made of what is known of the file. */
    record Addressed(Template template, boolean gate) implements RewriteEntry {}

    /** @param word as it stands between the list's commas */
    static RewriteEntry parse(String word) throws PolicyException {
        boolean gate = word.endsWith("!");
        String target = gate ? word.substring(0, word.length() - 1).strip() : word;
        if (target.equals("direct")) {
            return new Direct(gate);
        }
        if (target.equals("off")) {
            return new Off();
        }
        return Template.is(target) ? new Addressed(Template.parse(target), gate) : beginning(target, gate);
    }

    private static RewriteEntry beginning(String target, boolean gate) throws PolicyException {
        try {
            Url url = Url.parse(target);
            if (url.query().isEmpty() && !url.path().endsWith("/")) {
                throw new PolicyException("the URL " + url + " does not end in /, as what it takes the place of does");
            }
            return new Beginning(target, gate);
        } catch (MalformedUrlException e) {
            throw new PolicyException(
                    "\"" + Redaction.text(target) + "\" is neither direct, off nor a URL: " + e.getMessage());
        }
    }
}
