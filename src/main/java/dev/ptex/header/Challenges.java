package dev.ptex.header;

import dev.ptex.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ways to log in that a server or a proxy offers (RFC 9110 section 11.6.1).
 *
 * @param schemes their names as they were sent, each once; never their parameters, of which some are secrets
 */
public record Challenges(List<String> schemes) {
    private static final int LONGEST = 200;
    /** A name without an equals sign behind it, which would make it a parameter of the scheme before. */
    private static final Pattern SCHEME = Pattern.compile("(" + Header.TOKEN + ")(?:[ \\t]++(?!=).*)?", Pattern.DOTALL);

    public Challenges {
        schemes = List.copyOf(schemes);
    }

    /** Those of all fields of this name, which may have several each. */
    public static Challenges in(ResponseHead head, String field) {
        List<String> schemes = new ArrayList<>();
        head.headers().stream()
                .filter(header -> header.is(field))
                .flatMap(header -> elements(header.value()))
                .map(SCHEME::matcher)
                .filter(Matcher::matches)
                .map(scheme -> scheme.group(1))
                .filter(scheme -> schemes.stream().noneMatch(scheme::equalsIgnoreCase))
                .forEach(schemes::add);
        return new Challenges(schemes);
    }

    /** What stands between commas; a quoted string may have commas of its own (RFC 9110 section 5.6.4). */
    private static Stream<String> elements(String value) {
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
                elements.add(value.substring(start, i));
                start = i + 1;
            }
        }
        elements.add(value.substring(start));
        return elements.stream().map(String::strip);
    }

    /** Whether a user and a password may be what is missing: also where nothing is said of what is wanted. */
    public boolean admitBasic() {
        return schemes.isEmpty() || schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
    }

    /** The end of a message: {@code ; it wants Basic, Bearer}, or nothing. */
    public String wish() {
        return schemes.isEmpty() ? "" : "; it wants " + SafeText.of(String.join(", ", schemes), LONGEST);
    }

    /** The same of a proxy, which is told a user and a password only as Basic has it. */
    public String wishOfProxy() {
        return wish() + (admitBasic() ? "" : ", and only Basic is supported");
    }
}
