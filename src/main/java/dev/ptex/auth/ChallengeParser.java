package dev.ptex.auth;

import dev.ptex.header.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field's challenges (RFC 9110 section 11.6.1). Commas part challenges and the parameters of one alike, so
 * that only what an element begins with tells which it is. What is neither is passed over.
 */
final class ChallengeParser {
    /** A name without an equals sign behind it, which would make it a parameter of the scheme before. */
    private static final Pattern SCHEME =
            Pattern.compile("(" + Header.TOKEN + ")(?:[ \\t]++(?!=)(.*))?", Pattern.DOTALL);

    private static final Pattern PARAMETER =
            Pattern.compile("(" + Header.TOKEN + ")[ \\t]*+=[ \\t]*+(\".*|[^\"].*|)", Pattern.DOTALL);
    private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

    private final List<Challenge> challenges = new ArrayList<>();
    private @Nullable String scheme;
    private Optional<String> token = Optional.empty();
    private Map<String, String> parameters = new HashMap<>();

    ChallengeParser(String field) {
        elements(field).forEach(this::read);
        finish();
    }

    List<Challenge> challenges() {
        return List.copyOf(challenges);
    }

    /** What stands between commas; a quoted string may have commas of its own (RFC 9110 section 5.6.4). */
    private static List<String> elements(String value) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                elements.add(value.substring(start, i).strip());
                start = i + 1;
            }
        }
        elements.add(value.substring(start).strip());
        return elements;
    }

    private void read(String element) {
        Matcher begun = SCHEME.matcher(element);
        if (!begun.matches()) {
            parameter(element);
            return;
        }
        finish();
        scheme = begun.group(1);
        String rest = begun.group(2) == null ? "" : begun.group(2).strip();
        if (TOKEN68.matcher(rest).matches()) {
            token = Optional.of(rest);
        } else {
            parameter(rest);
        }
    }

    private void parameter(String element) {
        Matcher parameter = PARAMETER.matcher(element);
        if (parameter.matches()) {
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), unquoted(parameter.group(2)));
        }
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value.strip();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() && value.charAt(i) != '"'; i++) {
            boolean escape = value.charAt(i) == '\\' && i + 1 < value.length();
            text.append(value.charAt(escape ? ++i : i));
        }
        return text.toString();
    }

    private void finish() {
        if (scheme != null) {
            challenges.add(new Challenge(scheme, token, parameters));
        }
        token = Optional.empty();
        parameters = new HashMap<>();
    }
}
