package dev.ptex.credential;

import dev.ptex.config.Environment;
import java.util.Locale;
import java.util.Optional;

/** Credentials in the environment, in variables with the host in their names, as {@code science} has them. */
final class AuthVariables {
    private final Environment environment;

    AuthVariables(Environment environment) {
        this.environment = environment;
    }

    /** What the variables of a host begin with. */
    static String prefix(String host) {
        return "PTEX_AUTH_" + host.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_";
    }

    /**
     * A token, else a user and a password.
     *
     * @param user who must not get the password of another, if the URL names one
     */
    Optional<Found> find(String host, Optional<String> user) throws CredentialException {
        String prefix = prefix(host);
        Optional<String> token = environment.get(prefix + "BEARER").map(String::strip);
        if (token.isPresent() && user.isEmpty()) {
            if (!token.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new CredentialException("the token in " + prefix + "BEARER has characters that none may have");
            }
            return Optional.of(new Found(new BearerToken(token.get()), prefix + "BEARER"));
        }
        Optional<String> name = environment.get(prefix + "BASIC_USER");
        Optional<String> password = environment.get(prefix + "BASIC_PASS");
        boolean mine = user.isEmpty() ? name.isPresent() || password.isPresent() : user.equals(name);
        return mine
                ? Optional.of(new Found(
                        new Credential(name.orElse(""), password.orElse("")), prefix + "BASIC_USER and _BASIC_PASS"))
                : Optional.empty();
    }
}
