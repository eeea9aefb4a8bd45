package dev.ptex.download;

import dev.ptex.mirror.Mirror;
import dev.ptex.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mirrors of one download that are still worth asking.
 *
 * <p>The whole list is gone through before anyone waits, and then again with those whose failure may be over. A pass in
 * which bytes arrived counts for nothing: as long as a download gets on, it is not given up.
 */
final class Candidates {
    /** How many new bytes make an attempt one that got on; fewer could keep a hopeless download alive for days. */
    private static final long GAIN = 1 << 20;

    private final List<Mirror> listed;
    private final Pauses pauses;
    private final Experiences experiences;
    private final Deque<Mirror> pass;
    private final List<Mirror> again = new ArrayList<>();
    private final Set<Mirror> behind = new HashSet<>();
    private final Map<Mirror, Attempt> failures = new HashMap<>();
    private final Map<Mirror, Duration> wishes = new HashMap<>();
    private int number = 1;

    Candidates(List<Mirror> listed, Pauses pauses, Experiences experiences) {
        this.listed = listed;
        this.pauses = pauses;
        this.experiences = experiences;
        this.pass = new ArrayDeque<>(listed);
    }

    /** The next one to ask, after a wait if all have been asked; nothing if there is no hope left. */
    Optional<Mirror> next() {
        if (pass.isEmpty() && !again.isEmpty() && number < pauses.policy().passes()) {
            Duration pause = pauses.after(number, shortestWish());
            number++;
            again.sort(Comparator.comparingInt(this::position));
            again.stream().filter(mirror -> wish(mirror).compareTo(pause) <= 0).forEach(pass::add);
            again.removeAll(pass);
            again.forEach(mirror -> wishes.put(mirror, wish(mirror).minus(pause)));
        }
        return Optional.ofNullable(pass.poll());
    }

    /** Whether there are others than the one that was taken last. */
    boolean hasOthers() {
        return !pass.isEmpty() || !again.isEmpty();
    }

    /** Those that have not been asked in this pass, and may help the one that was taken last. */
    List<Mirror> others() {
        return pass.stream().filter(mirror -> !behind.contains(mirror)).toList();
    }

    /** Whether this one comes after all others, and with what it has must do. */
    boolean isLast(Mirror mirror) {
        return behind.contains(mirror) || !hasOthers();
    }

    /** Puts the one that was taken last behind the others. */
    void putBehind(Mirror mirror) {
        behind.add(mirror);
        pass.addLast(mirror);
    }

    /** Has the one that was taken last asked again at once. */
    void repeat(Mirror mirror) {
        pass.addFirst(mirror);
    }

    /** @param gained how many new bytes the attempt brought */
    void failed(Mirror mirror, TransportException failure, long gained) {
        failures.put(mirror, Attempt.failed(mirror, failure));
        experiences.failed(mirror);
        if (gained >= GAIN) {
            number = 1;
        }
        if (failure.isPassing()) {
            again.add(mirror);
            wishes.put(mirror, pauses.policy().respected(failure.retryAfter()));
        }
    }

    /** Gives up one that has other bytes than the expected ones. */
    void mismatched(Mirror mirror, String reason) {
        failures.put(mirror, Attempt.failed(mirror, reason));
        experiences.failed(mirror);
    }

    /** The last failure of each that was asked, in the order in which they are listed. */
    List<Attempt> attempts() {
        return listed.stream().filter(failures::containsKey).map(failures::get).toList();
    }

    /** Those that were put behind come after all others. */
    private int position(Mirror mirror) {
        return listed.indexOf(mirror) + (behind.contains(mirror) ? listed.size() : 0);
    }

    /** As soon as one of them can be asked, waiting is over. */
    private Duration shortestWish() {
        return again.stream().map(this::wish).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** How much longer a mirror wants to be left alone. */
    private Duration wish(Mirror mirror) {
        return wishes.getOrDefault(mirror, Duration.ZERO);
    }
}
