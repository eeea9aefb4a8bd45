package dev.ptex.auth;

import dev.ptex.header.ResponseHead;
import dev.ptex.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways to log in that a server or a proxy offers (RFC 9110 section 11.6.1). */
public record Challenges(List<Challenge> offered) {
    private static final int LONGEST = 200;

    public Challenges {
        offered = List.copyOf(offered);
    }

    /** Those of all fields of this name, which may have several each. */
    public static Challenges in(ResponseHead head, String field) {
        return new Challenges(head.headers().stream()
                .filter(header -> header.is(field))
                .flatMap(header -> new ChallengeParser(header.value()).challenges().stream())
                .toList());
    }

    /** Their names as they were sent, each once; never their parameters, of which some are secrets. */
    public List<String> schemes() {
        List<String> names = new ArrayList<>();
        offered.stream()
                .map(Challenge::scheme)
                .filter(name -> names.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(names::add);
        return names;
    }

    /** Whether a user and a password may be what is missing: also where nothing is said of what is wanted. */
    public boolean admitPassword() {
        return offered.isEmpty()
                || Stream.of(SchemeKind.values())
                        .anyMatch(kind -> of(kind).findAny().isPresent());
    }

    /** The end of a message: {@code ; it wants Basic, Bearer}, or nothing. */
    public String wish() {
        return offered.isEmpty() ? "" : "; it wants " + SafeText.of(String.join(", ", schemes()), LONGEST);
    }

    /** The same of a proxy, where nothing but a user and a password can be given. */
    public String wishOfProxy() {
        return wish() + (admitPassword() ? "" : ", and only NTLM, Digest and Basic are supported");
    }

    Stream<Challenge> of(SchemeKind kind) {
        return offered.stream().filter(kind::isOf);
    }

    Optional<Challenge> first(SchemeKind kind) {
        return of(kind).findFirst();
    }
}
