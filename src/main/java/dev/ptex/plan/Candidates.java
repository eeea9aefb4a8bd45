package dev.ptex.plan;

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
     * The one to ask for a part while others are brought: one that gives a connection most, or that may do so since
     * nothing is known of it yet; the first is only left because it gives little.
     *
     * @param rate what a source gives a connection just now; 0 if that is not known
     */
    Optional<Source> forPart(ToDoubleFunction<Source> rate, long now) {
        return alive().filter(source -> source.mayBeAsked(now) && !source.behind && !source.wholeOnly)
                .filter(source -> file.mayGoOn(source.id()))
                .min(Comparator.<Source, Boolean>comparing(source -> source.setup > 0 || source.busy > 0)
                        .thenComparing(source -> source.setup == 0)
                        .thenComparing(Comparator.comparingDouble(rate).reversed())
                        .thenComparingInt(source -> source.busy));
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
                && source.vain < policy.tries()
                && source.small < MOST_SMALL_GAINS
                && file.mayHelp(source.id());
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

    void brought(Source source, long gained) {
        if (gained > 0) {
            listed.forEach(each -> each.vain = 0);
            source.failures = 0;
        }
        if (gained >= GAIN) {
            source.small = 0;
        }
    }

    /** @param gained how many new bytes the attempt has brought */
    void failed(Source source, TransportException failure, long gained, long now) {
        source.failure = Optional.of(failure);
        brought(source, gained);
        source.failures++;
        if (!failure.isPassing() && source.busy == 0) {
            source.gone = true;
        } else if (gained == 0) {
            source.vain += source.busy == 0 ? 1 : 0;
        } else if (gained < GAIN) {
            source.small++;
        }
        source.borne = source.busy;
        source.refusals += source.busy > 0 && gained == 0 ? 1 : 0;
        source.notBefore = gained >= GAIN && failure.isPassing()
                ? now
                : now
                        + policy.pause(
                                Math.max(source.failures, source.refusals), random.nextDouble(), failure.retryAfter());
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
                .filter(source -> source.failure.isPresent())
                .map(source -> Attempt.failed(source.mirror(), source.failure.get()))
                .toList();
    }
}
