package dev.ptex.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment variables that ptex was started with; a class of its own so that tests can make some up. */
public final class Environment {
    private final Platform platform;
    private final Map<String, String> variables;

    /** Variables of a platform where their names have case. */
    public Environment(Map<String, String> variables) {
        this(variables, Platform.UNIX);
    }

    public Environment(Map<String, String> variables, Platform platform) {
        this.platform = platform;
        Map<String, String> named = new TreeMap<>(platform.variableNames());
        named.putAll(variables);
        this.variables = Collections.unmodifiableMap(named);
    }

    public static Environment ofThisProcess() {
        return new Environment(System.getenv(), Platform.ofThisMachine());
    }

    public Platform platform() {
        return platform;
    }

    /** All of them; the map, too, finds a name as the platform does. */
    public Map<String, String> variables() {
        return variables;
    }

    /** A variable's value; one that is set but empty counts as not set, as for curl and OpenSSL. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
