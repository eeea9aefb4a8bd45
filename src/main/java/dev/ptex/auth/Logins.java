package dev.ptex.auth;

import dev.ptex.credential.Credential;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The users of a process at all places, so that what one request has found out of a place is known to the next. Safe for
 * several threads.
 */
public final class Logins {
    private record Key(String place, Credential credential) {}

    private final Supplier<RandomGenerator> randomness;
    private final Clock clock;
    private final Map<Key, Login> logins = new ConcurrentHashMap<>();

    /** @param randomness asked for at the first login */
    public Logins(Supplier<RandomGenerator> randomness, Clock clock) {
        this.randomness = randomness;
        this.clock = clock;
    }

    /**
     * @param place one proxy or origin
     * @param eager whether to say user and password, as Basic has it, before anybody asks
     */
    public Login at(String place, Credential credential, boolean eager) {
        return logins.computeIfAbsent(
                new Key(place, credential),
                key -> new Login(
                        credential, eager ? Optional.of(SchemeKind.BASIC) : Optional.empty(), randomness.get(), clock));
    }
}
