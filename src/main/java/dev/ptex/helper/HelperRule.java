package dev.ptex.helper;

import dev.ptex.credential.CredentialException;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Which program is asked for which URLs.
 *
 * @param prefix of the URLs
 * @param program an absolute path: whatever has its name on the search path is not what was meant
 */
record HelperRule(Url prefix, Path program) {
    /**
     * @param prefix as it was written
     * @param place where it stands, for people
     */
    static HelperRule of(String prefix, String program, String place) throws CredentialException {
        try {
            HelperRule rule = new HelperRule(Url.parse(prefix), Path.of(program));
            if (!rule.prefix.isHttp()) {
                throw refusal(place, "a credential helper is for http and https only");
            }
            if (!rule.program.isAbsolute()) {
                throw refusal(place, "the path of the credential helper \"" + program + "\" is not absolute");
            }
            return rule;
        } catch (MalformedUrlException e) {
            throw refusal(place, "the URL of the credential helper is not one: " + e.getMessage());
        } catch (InvalidPathException e) {
            throw refusal(place, "the credential helper is not a path");
        }
    }

    private static CredentialException refusal(String place, String reason) {
        return new CredentialException(place + ": " + reason);
    }

    /** Whole segments count, so that {@code https://corp/a} says nothing of {@code https://corp/ab}. */
    boolean isFor(Url url) {
        String start = prefix.path();
        return url.origin().equals(prefix.origin())
                && url.path().startsWith(start)
                && (start.isEmpty()
                        || start.endsWith("/")
                        || url.path().length() == start.length()
                        || url.path().charAt(start.length()) == '/');
    }
}
