package dev.ptex.config;

import java.util.Map;
import java.util.Optional;

/** The environment variables that ptex was started with; a record of its own so that tests can make one up. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofThisProcess() {
        return new Environment(System.getenv());
    }

    /** A variable's value; one that is set but empty counts as not set, as for curl and OpenSSL. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
