package dev.ptex.credential;

import dev.ptex.config.Environment;
import dev.ptex.url.Url;
import java.util.Optional;

/**
 * Finds what lets us in at a place: the URL says it, else the environment, a credential helper, or the netrc file. Safe
 * for several threads.
 */
public final class CredentialStore {
    private final AuthVariables variables;
    private final Helpers helpers;
    private final Netrc netrc;

    /**
     * @param userHome where {@code ~} is if neither HOME nor, on Windows, USERPROFILE is set; libcurl looks at them first,
     *     and so did ptex 1.7
     */
    public CredentialStore(Environment environment, Helpers helpers, String userHome) {
        this.variables = new AuthVariables(environment);
        this.helpers = helpers;
        this.netrc = new Netrc(environment, userHome);
    }

    /**
     * What lets us in.
     *
     * @param asked whether this is the host that was asked for, and not one that a redirect led to: only for that one
     *     does netrc's default entry answer
     */
    public Optional<Grant> find(Url url, boolean asked) throws CredentialException {
        Optional<Found> said = said(url);
        Optional<GivenHeaders> given =
                said.isPresent() || user(url).isPresent() ? Optional.empty() : helpers.headers(url);
        return given.isPresent()
                ? Optional.of(given.get())
                : said.or(() -> stored(url, asked)).map(Found::grant);
    }

    /** Who would say what lets us in, for people; asks no program. The arguments are those of {@link #find}. */
    public Optional<String> source(Url url, boolean asked) throws CredentialException {
        Optional<String> said = said(url).map(Found::source);
        Optional<String> program = said.isPresent() || user(url).isPresent()
                ? Optional.empty()
                : helpers.program(url).map(path -> "the credential helper " + path);
        return said.or(() -> program).or(() -> stored(url, asked).map(Found::source));
    }

    /** The URL's own user and password, or what the environment has for it. */
    private Optional<Found> said(Url url) throws CredentialException {
        boolean complete = url.userInfo().map(info -> info.indexOf(':') >= 0).orElse(false);
        return complete ? inUrl(url) : variables.find(url.host(), user(url));
    }

    /** What the netrc file has, or the URL's user alone, which may be a token. */
    private Optional<Found> stored(Url url, boolean asked) {
        return netrc.find(url.host(), user(url), asked).or(() -> inUrl(url));
    }

    private static Optional<Found> inUrl(Url url) {
        return url.userInfo()
                .filter(info -> !info.isEmpty())
                .map(info -> new Found(Credential.ofUserInfo(info), "the URL"));
    }

    /** Whose password is looked for; nothing if the URL does not say. */
    private static Optional<String> user(Url url) {
        return url.userInfo()
                .filter(info -> !info.isEmpty())
                .map(info -> Credential.ofUserInfo(info).user());
    }

    /**
     * Why the file that NETRC names could not be read, once a password has been looked for. curl would fail; but whoever
     * has set it for all programs also fetches what needs no password.
     */
    public Optional<String> trouble() {
        return netrc.trouble();
    }

    /** Where credentials for a host may come from, for people who are told that they are missing. */
    public static String sources(String host) {
        String prefix = AuthVariables.prefix(host);
        return "credentials are taken from -H, the URL, " + prefix + "BEARER or " + prefix
                + "BASIC_USER and _BASIC_PASS, a credential helper, or ~/.netrc";
    }
}
