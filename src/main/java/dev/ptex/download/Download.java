package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.plan.Connections;
import dev.ptex.plan.PartialFile;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Planner;
import dev.ptex.plan.Request;
import dev.ptex.plan.Segment;
import dev.ptex.plan.Source;
import dev.ptex.progress.ProgressListener;
import dev.ptex.retry.Timing;
import dev.ptex.sink.WriteException;
import dev.ptex.spool.SpoolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out: one thread for each connection, and one, the caller's, that tells the planner what they tell and
 * uses what came before its turn.
 */
final class Download implements Connections {
    private static final long NOTE_INTERVAL = Duration.ofMillis(250).toNanos();

    /** How often transfers that move are asked how far: were each buffer told of, that would cost more than moving it. */
    private static final long LOOK = Duration.ofMillis(5).toNanos();

    private final String name;
    private final PartialFile file;
    private final Planner planner;
    private final Transfer.Opener opener;
    private final Release release;
    private final ProgressListener progress;
    private final Timing timing;
    private final @Nullable Transfer[] transfers;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean shown;
    private boolean apart;
    private long noted;
    private long known;
    private long looked;
    /** Time is at least this late: a sleeper that does not really sleep has let it pass. */
    private long earliest = Long.MIN_VALUE;

    /** Something that the planner is to be told, or that ends the download. */
    @FunctionalInterface
    interface Event {
        void tell(Planner planner, long now) throws IOException;
    }

    Download(
            String name,
            PlanPolicy policy,
            PartialFile file,
            List<Source> sources,
            Transfer.Opener opener,
            Release release,
            ProgressListener progress,
            Timing timing) {
        this.name = name;
        this.file = file;
        this.planner = new Planner(policy, file, sources, this, timing.random());
        this.opener = opener;
        this.release = release;
        this.progress = progress;
        this.timing = timing;
        this.transfers = new Transfer[policy.connections()];
    }

    /**
     * Brings the file.
     *
     * @return what the bytes are
     * @throws DownloadException if no source has the right ones
     * @throws SpoolException if bytes cannot be kept
     * @throws WriteException if they cannot be handed on
     */
    Fingerprint run(Optional<Expectation> expectation) throws DownloadException, IOException {
        try {
            planner.begin(now());
            while (planner.state() != Planner.State.HOPELESS) {
                if (planner.state() == Planner.State.RUNNING) {
                    turn();
                } else if (!catchUp()) {
                    Fingerprint actual = release.fingerprint();
                    Optional<String> wrong = expectation
                            .filter(expected -> expected.judge(actual) == Expectation.Verdict.WRONG)
                            .map(expected -> expected.mismatch(actual));
                    if (wrong.isEmpty()) {
                        return actual;
                    }
                    planner.mismatched(wrong.get(), now());
                }
            }
            throw new DownloadException(planner.attempts());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (Transfer transfer : transfers()) {
                transfer.leave();
                transfer.retire();
            }
            hide();
        }
    }

    private long now() {
        return Math.max(earliest, timing.nanoTime().getAsLong());
    }

    private List<Transfer> transfers() {
        return Stream.of(transfers).filter(Objects::nonNull).toList();
    }

    private void turn() throws IOException {
        boolean idle = !catchUp() && events.isEmpty() && planner.state() == Planner.State.RUNNING;
        OptionalLong alarm = planner.alarm();
        Event event = idle && alarm.orElse(Long.MAX_VALUE) > now() ? await(alarm) : events.poll();
        planner.worked(
                transfers().stream().mapToLong(transfer -> transfer.worked).sum());
        if (event != null) {
            event.tell(planner, now());
        } else if (idle || now() - looked >= LOOK) {
            looked = now();
            transfers().forEach(transfer -> transfer.tellProgress(planner, now()));
        }
        advance();
        if (planner.alarm().orElse(Long.MAX_VALUE) <= now() || alarm.orElse(Long.MAX_VALUE) <= now()) {
            planner.time(now());
        }
    }

    /** Uses what waits, and tells of what was used: it may be what the plan waits for, and may not be taken back. */
    private boolean catchUp() throws IOException {
        boolean some = release.catchUp(file.endOf(release.position()));
        planner.released(release.position(), now());
        return some;
    }

    private @Nullable Event await(OptionalLong alarm) {
        if (transfers().stream().anyMatch(Transfer::isBusy)) {
            long longest = transfers().stream().anyMatch(Transfer::isWatched) ? LOOK : Long.MAX_VALUE;
            try {
                return events.poll(Math.min(longest, alarm.orElse(Long.MAX_VALUE) - now()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        hide();
        long until = alarm.orElseThrow(() -> new IllegalStateException("the plan waits for nothing"));
        timing.sleeper().sleep(Duration.ofNanos(Math.max(0, until - now())));
        earliest = until;
        return null;
    }

    /** Shows progress, and notes it for the next run. */
    private void advance() {
        long count = file.count();
        if (shown && count > known) {
            progress.advanced(count - known);
        }
        if (count != known && now() - noted > NOTE_INTERVAL) {
            note();
        }
        known = count;
    }

    private void note() {
        noted = now();
        file.sidecar().ifPresent(release::note);
    }

    private void show() {
        if (!shown) {
            shown = true;
            progress.started(name, file.likelyTotal());
            progress.advanced(file.count());
            known = file.count();
        }
    }

    private void hide() {
        if (shown) {
            shown = false;
            progress.finished();
        }
    }

    @Override
    public void ask(int connection, Request request) {
        Transfer transfer = transfers[connection];
        if (transfer == null || transfer.isRetired()) {
            transfer = new Transfer(connection, opener, release, events::add);
            transfers[connection] = transfer;
        }
        transfer.ask(request);
    }

    @Override
    public void take(int connection, Segment segment) {
        show();
        if (file.isApart() != apart) {
            apart = file.isApart();
            note();
        }
        transfer(connection).take(segment);
    }

    @Override
    public long bound(int connection, long end) {
        return transfer(connection).bound(end);
    }

    @Override
    public long leave(int connection) {
        return transfer(connection).leave();
    }

    private Transfer transfer(int connection) {
        return Objects.requireNonNull(transfers[connection]);
    }

    @Override
    public void restart() {
        drop(release::restart);
    }

    @Override
    public void setAside() {
        drop(release::setAside);
    }

    private void drop(Dropping dropping) {
        hide();
        apart = false;
        try {
            dropping.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Dropping {
        void run() throws IOException;
    }
}
