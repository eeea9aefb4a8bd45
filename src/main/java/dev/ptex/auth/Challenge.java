package dev.ptex.auth;

import java.util.Map;
import java.util.Optional;

/**
 * One way to log in that a server or a proxy offers (RFC 9110 section 11.3).
 *
 * @param scheme its name as it was sent
 * @param token what stands in the place of parameters, as NTLM has it
 * @param parameters by their names in lower case, without quotes
 */
record Challenge(String scheme, Optional<String> token, Map<String, String> parameters) {
    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The challenge for people: some have secrets in them. */
    @Override
    public String toString() {
        return scheme;
    }
}
