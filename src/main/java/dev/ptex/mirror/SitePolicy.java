package dev.ptex.mirror;

import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a site lets its machines ask, and where it wants them to ask instead. Immutable. */
public final class SitePolicy {
    /** Everything is asked as it is named. */
    public static final SitePolicy NONE = new SitePolicy(List.of(), Optional.empty());

    private final List<RewriteRule> rules;
    private final Optional<String> blockMessage;

    /** @param blockMessage what people are told of what is off */
    public SitePolicy(List<RewriteRule> rules, Optional<String> blockMessage) {
        this.rules = List.copyOf(rules);
        this.blockMessage = blockMessage;
    }

    /**
     * What to ask instead of a place that somebody has named.
     *
     * @return the place itself if no rule is for it
     */
    Selection detours(Mirror named, FileFacts facts) {
        Optional<RewriteRule> rule = rule(named.url());
        return rule.isEmpty() ? new Selection(List.of(named), List.of()) : detours(named, facts, rule.get());
    }

    private Selection detours(Mirror named, FileFacts facts, RewriteRule rule) {
        List<Mirror> mirrors = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (RewriteEntry entry : rule.entries()) {
            if (entry instanceof RewriteEntry.Off) {
                return new Selection(mirrors, List.of(new Refusal(named.url(), blocked(rule))));
            } else if (entry instanceof RewriteEntry.Direct direct) {
                mirrors.add(detour(named, named.url(), rule, direct.gate()));
            } else if (entry instanceof RewriteEntry.Beginning beginning) {
                mirrors.add(detour(named, replaced(named.url(), rule, beginning), rule, beginning.gate()));
            } else if (entry instanceof RewriteEntry.Addressed addressed) {
                Optional<Url> url = addressed.template().url(facts);
                url.ifPresent(found -> mirrors.add(detour(named, found, rule, addressed.gate())));
                if (url.isEmpty()) {
                    unknown.addAll(addressed.template().names());
                }
            }
        }
        return new Selection(
                mirrors, mirrors.isEmpty() ? List.of(new Refusal(named.url(), nothingLeft(rule, unknown))) : List.of());
    }

    private static Mirror detour(Mirror named, Url url, RewriteRule rule, boolean gate) {
        return new Mirror(url, named.source(), Optional.of(new Mirror.Detour(named.url(), rule.place(), gate)));
    }

    private static Url replaced(Url url, RewriteRule rule, RewriteEntry.Beginning beginning) {
        Url normal = url.normalized();
        String rest = normal.requestTarget().substring(rule.match(normal));
        try {
            return Url.parse(beginning.text() + rest);
        } catch (MalformedUrlException e) {
            throw new IllegalStateException("what follows a URL's path has changed its form", e);
        }
    }

    /**
     * Why a redirect must not be followed.
     *
     * @param asked the URL that was asked first: a site that has its files asked for there, and nowhere else, means all
     *     of that server
     */
    public Optional<String> refusal(Url redirect, Url asked) {
        return rule(redirect)
                .filter(RewriteRule::isOff)
                .filter(rule -> rule.prefix().isPresent() || !redirect.origin().equals(asked.origin()))
                .map(this::blocked);
    }

    private Optional<RewriteRule> rule(Url url) {
        if (rules.isEmpty() || url.scheme().equals("file")) {
            return Optional.empty();
        }
        Url normal = url.normalized();
        RewriteRule best = null;
        for (RewriteRule rule : rules) {
            if (rule.match(normal) >= 0 && (best == null || rule.match(normal) > best.match(normal))) {
                best = rule;
            }
        }
        return Optional.ofNullable(best);
    }

    private String blocked(RewriteRule rule) {
        return "blocked by the rule in " + rule.place()
                + blockMessage.map(message -> ": " + message).orElse("");
    }

    private static String nothingLeft(RewriteRule rule, List<String> unknown) {
        return "the rule in " + rule.place() + " has nothing for it"
                + (unknown.isEmpty() ? "" : ", as its " + String.join(", ", unknown) + " is not known");
    }
}
