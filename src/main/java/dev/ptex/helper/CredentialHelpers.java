package dev.ptex.helper;

import dev.ptex.config.Setting;
import dev.ptex.credential.CredentialException;
import dev.ptex.credential.GivenHeaders;
import dev.ptex.credential.Helpers;
import dev.ptex.text.Reason;
import dev.ptex.url.Url;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the program that is set for a URL, by the protocol of Bazel's credential helpers: {@code program get}, with the
 * URL in JSON on its standard input, and headers in JSON on its standard output. Each URL is asked for once, until what
 * was said expires. Safe for several threads: while a program runs, the others wait for it.
 */
public final class CredentialHelpers implements Helpers {
    /** Bazel's is 10 s, too. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Setting> settings;
    private final Clock clock;
    private final Map<Url, HelperReply> replies = new HashMap<>();
    private @Nullable List<HelperRule> rules;

    /** @param settings looked at when first needed: what is no URL of HTTP needs none of them to be right */
    public CredentialHelpers(List<Setting> settings, Clock clock) {
        this.settings = List.copyOf(settings);
        this.clock = clock;
    }

    @Override
    public Optional<String> program(Url url) throws CredentialException {
        return rule(url).map(rule -> rule.program().toString());
    }

    @Override
    public synchronized Optional<GivenHeaders> headers(Url url) throws CredentialException {
        Optional<HelperRule> rule = rule(url);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        HelperReply reply = replies.get(url);
        if (reply == null || isOver(reply)) {
            reply = ask(rule.get(), url);
            replies.put(url, reply);
        }
        return Optional.of(new GivenHeaders(reply.headers()));
    }

    private boolean isOver(HelperReply reply) {
        return reply.expires().filter(end -> !clock.instant().isBefore(end)).isPresent();
    }

    private static HelperReply ask(HelperRule rule, Url url) throws CredentialException {
        try {
            return HelperReply.parse(new HelperProcess(rule.program(), LIMIT).run(request(url)));
        } catch (IOException e) {
            throw new CredentialException("the credential helper " + rule.program() + " failed: " + Reason.of(e));
        }
    }

    /** A URL has quotes and control characters only as escapes. */
    private static String request(Url url) {
        String address = url.scheme() + "://" + url.authority() + url.requestTarget();
        return "{\"uri\": \"" + address.replace("\\", "\\\\") + "\"}";
    }

    /** The longest prefix counts. */
    private Optional<HelperRule> rule(Url url) throws CredentialException {
        return rules().stream()
                .filter(rule -> rule.isFor(url))
                .max(Comparator.comparingInt(rule -> rule.prefix().path().length()));
    }

    private synchronized List<HelperRule> rules() throws CredentialException {
        List<HelperRule> known = rules;
        if (known == null) {
            known = new ArrayList<>();
            for (Setting setting : settings) {
                known.add(HelperRule.of(setting.key(), setting.value(), setting.place()));
            }
            rules = known;
        }
        return known;
    }
}
