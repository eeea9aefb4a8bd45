package dev.ptex.mirror;

import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.PercentEncoding;
import dev.ptex.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A URL with placeholders for what is known of a file, as caches want it that find bytes by their hash. */
record Template(String text) {
    private static final Set<String> PLACEHOLDERS = Set.of("sha256", "size", "name");

    /** Whether a target has any placeholder, be it one that there is or not. */
    static boolean is(String target) {
        return target.indexOf('{') >= 0 || target.indexOf('}') >= 0;
    }

    static Template parse(String text) throws PolicyException {
        Template template = new Template(text);
        for (String name : template.names()) {
            if (!PLACEHOLDERS.contains(name)) {
                throw new PolicyException("there is no placeholder {" + name + "}, only {sha256}, {size} and {name}");
            }
        }
        String example = template.with(name -> Optional.of("0")).orElseThrow();
        if (is(example)) {
            throw new PolicyException("a brace in a URL belongs to no placeholder");
        }
        try {
            Url.parse(example);
        } catch (MalformedUrlException e) {
            throw new PolicyException("a URL with placeholders is none: " + e.getMessage());
        }
        return template;
    }

    /** @return nothing if it needs what is not known of the file */
    Optional<Url> url(FileFacts facts) {
        return with(name -> switch (name) {
                    case "sha256" -> facts.sha256();
                    case "size" ->
                        facts.size().stream().mapToObj(String::valueOf).findFirst();
                    default -> facts.name();
                })
                .map(Template::url);
    }

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (MalformedUrlException e) {
            throw new IllegalStateException("a percent-encoded value has changed a URL's form", e);
        }
    }

    /** What a file must have known of it. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        int from = text.indexOf('{');
        while (from >= 0) {
            int end = text.indexOf('}', from);
            names.add(text.substring(from + 1, end < 0 ? text.length() : end));
            from = text.indexOf('{', from + 1);
        }
        return names;
    }

    private Optional<String> with(Values values) {
        String result = text;
        for (String name : names()) {
            Optional<String> value = values.of(name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            result = result.replace("{" + name + "}", PercentEncoding.encode(value.get()));
        }
        return Optional.of(result);
    }

    private interface Values {
        Optional<String> of(String placeholder);
    }
}
