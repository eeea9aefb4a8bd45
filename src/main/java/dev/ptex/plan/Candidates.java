package dev.ptex.plan;

import dev.ptex.retry.RetryPolicy;
import dev.ptex.transport.TransportException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The sources that are still worth asking.
 *
 * <p>Each is asked until it has failed in vain so often in a row, with growing waits; none waits for another. What gets
 * on is not given up: as soon as anyone has brought something, all may try again as often.
 */
final class Candidates {
    /** With a smaller gain a source is asked again only after a wait, and not for ever. */
    private static final long GAIN = 1 << 20;

    private static final int MOST_SMALL_GAINS = 100;

    /** Of so many tries in a row that bring little, the last one is for the whole file: not all who send parts know how. */
    private static final int WHOLE = 4;

    private final List<Source> listed;
    private final PartialFile file;
    private final RetryPolicy policy;
    private final RandomGenerator random;

    Candidates(List<Source> listed, PartialFile file, RetryPolicy policy, RandomGenerator random) {
        this.listed = List.copyOf(listed);
        this.file = file;
        this.policy = policy;
        this.random = random;
    }

    /** The one to ask for what is missing, if any may be asked now. */
    Optional<Source> next(long now) {
        return alive().filter(source -> source.mayBeAsked(now))
                .min(Comparator.<Source, Boolean>comparing(source -> source.behind)
                        .thenComparing(source -> source.failures > 0)
                        .thenComparingInt(listed::indexOf));
    }

    /**
     * Those that may be asked for a part while others are brought, best one first: one that gives a connection most, or
     * that may do so since nothing is known of it yet; the first is only left because it gives little.
     *
     * @param rate what a source gives a connection just now; 0 if that is not known
     */
    Stream<Source> bestForPart(ToDoubleFunction<Source> rate, long now) {
        return forPart(now)
                .sorted(Comparator.<Source, Boolean>comparing(source -> !source.isUntried())
                        .thenComparing(source -> source.setup == 0)
                        .thenComparing(Comparator.comparingDouble(rate).reversed())
                        .thenComparingInt(source -> source.busy));
    }

    /** The same, in no order. */
    Stream<Source> forPart(long now) {
        return alive().filter(source -> source.mayBeAsked(now) && !source.behind && !source.wholeOnly)
                .filter(source -> source.small < policy.tries() && source.vain < policy.tries())
                .filter(source -> file.mayGoOn(source.id()));
    }

    /**
     * Whether it is to be asked for the whole file: now and then if its parts bring little, and before it is given up
     * because they bring nothing.
     */
    boolean isAskedForAll(Source source) {
        return source.wholeOnly || source.small % WHOLE == WHOLE - 1 || source.vain >= policy.tries();
    }

    /** When one that may not be asked yet may be. */
    OptionalLong nextTime(long now) {
        return alive().mapToLong(source -> source.notBefore)
                .filter(time -> time > now)
                .min();
    }

    private Stream<Source> alive() {
        return listed.stream().filter(this::isAlive);
    }

    private boolean isAlive(Source source) {
        return !source.gone
                && source.vain < tries(source)
                && source.small < MOST_SMALL_GAINS
                && file.mayHelp(source.id());
    }

    /** How often it may be asked in vain: for the whole file once more, if it was asked for parts. */
    private int tries(Source source) {
        return policy.tries() + (source.vainPart && policy.tries() > 1 ? 1 : 0);
    }

    boolean areExhausted() {
        return alive().findAny().isEmpty();
    }

    boolean hasOthers(Source source) {
        return alive().anyMatch(other -> other != source);
    }

    /** Whether this one must do, with whatever it has. */
    boolean isLast(Source source) {
        return source.behind || alive().noneMatch(other -> other != source && !other.behind);
    }

    /** @param gained how many bytes it has brought that were never there before */
    void brought(Source source, long gained) {
        if (gained > 0) {
            listed.forEach(each -> each.vain = 0);
            source.failures = 0;
        }
        if (gained >= GAIN) {
            source.small = 0;
        }
    }

    /**
     * Of several requests that were under way at the same time only the first one counts. That a source bears no further
     * connection is no reason to give it up.
     *
     * @param gained how many bytes it has brought that were never there before
     */
    void failed(Connection failed, TransportException failure, long gained, long now) {
        Source source = failed.source;
        source.failure = Optional.of(failure);
        boolean counts = failed.asked >= source.counted;
        int failures = source.failures;
        brought(source, gained);
        source.failures = counts ? source.failures + 1 : failures;
        source.vainPart = !failed.request.whole() && gained == 0;
        boolean alone = source.busy == 0;
        if (failure.kind() == TransportException.Kind.FORBIDDEN
                && source.mirror().isGate()) {
            giveUpBehind(source);
        }
        source.borne = source.busy;
        if (!failure.isPassing() && alone) {
            source.gone = true;
        } else if (counts) {
            source.counted = now;
            source.vain += alone && gained == 0 ? 1 : 0;
            source.small += gained < GAIN ? 1 : 0;
            source.refusals += !alone && gained == 0 ? 1 : 0;
        }
        int times = Math.max(source.failures, source.refusals);
        source.notBefore = gained >= GAIN && failure.isPassing()
                ? now
                : now + policy.pause(times, random.nextDouble(), failure.retryAfter());
    }

    /** A site's gate has said no: those that its rule lists behind it are not for this file either. */
    private void giveUpBehind(Source gate) {
        listed.subList(listed.indexOf(gate) + 1, listed.size()).stream()
                .filter(source -> source.mirror().isOfOneListWith(gate.mirror()))
                .forEach(source -> source.gone = true);
    }

    /** Gives up the source whose bytes, and nobody else's, are not the expected ones. */
    void mismatched(Predicate<String> id, String reason) {
        listed.stream().filter(source -> id.test(source.id())).forEach(source -> {
            source.failure = Optional.of(new TransportException(reason));
            source.gone = true;
        });
    }

    /** The last failure of each that was asked, in the order in which they are listed. */
    List<Attempt> attempts() {
        return listed.stream()
                .flatMap(source -> source.failure.stream()
                        .map(failure -> new Attempt(source.mirror(), failure.sentence(), failure.hint())))
                .toList();
    }
}
