package dev.ptex.plan;

import dev.ptex.mirror.Mirror;
import dev.ptex.plan.Scenario.Fault;
import dev.ptex.plan.Scenario.Host;
import dev.ptex.plan.Scenario.Parts;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs a plan against simulated sources in virtual time: connections with round trips, slow start and shared links, and
 * whatever faults the scenario has. Checks at each step what must always hold.
 */
final class Simulation implements Connections {
    static final double FIRST_WINDOW = 14_600;

    /** What is on its way to the reader, in buffers of ours and of the system. */
    private static final double AHEAD = 1 << 20;

    private static final double CHUNK_TIME = Duration.ofMillis(50).toNanos();
    private static final long NOTE_INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long MOST_STEPS = 10_000_000;
    private static final long READ_TIMEOUT = Duration.ofSeconds(30).toNanos();
    private static final long FOREVER = Duration.ofDays(7).toNanos();
    /** The version that is wanted; greater ones are later, and those below are nobody's. */
    private static final int RIGHT = 0;

    private final Scenario scenario;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final double[] linkFree;
    private double readerLinkFree;
    private final int[] versions;
    private final Content content = new Content();
    private PartialFile file;
    private Planner planner;
    private Optional<Sidecar> note = Optional.empty();
    private boolean served;
    private long now;
    private long sequence;
    private long alarm = Long.MAX_VALUE;
    /** What of the file's beginning the reader has been given, and what it has taken. */
    private long given;

    private long released;
    private double readerFree;
    private long worked;
    private int releasedVersion = -1;
    private int requests;
    private int faults;
    private int restarts;
    private boolean apart;
    private long steps;

    private record Event(long time, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /** How it ended. */
    record Outcome(boolean success, long time, int requests, int faults, long stored) {}

    /** What is in the store: for each byte, of which version it is. */
    private static final class Content {
        private final TreeMap<Long, long[]> pieces = new TreeMap<>();

        void write(long from, long to, int version) {
            check(version(from, to) == -1, "written twice");
            Map.Entry<Long, long[]> before = pieces.lowerEntry(from);
            if (before != null && before.getValue()[0] == from && before.getValue()[1] == version) {
                before.getValue()[0] = to;
            } else {
                pieces.put(from, new long[] {to, version});
            }
        }

        /** Forgets what a file does not know of. */
        void retain(PartialFile file) {
            Map<Long, long[]> all = new TreeMap<>(pieces);
            pieces.clear();
            all.forEach((from, piece) -> {
                for (long at = from;
                        at < piece[0];
                        at = file.gap(at).map(Segment::to).orElse(Segment.OPEN)) {
                    long end = Math.min(piece[0], file.endOf(at));
                    if (end > at) {
                        pieces.put(at, new long[] {end, piece[1]});
                    }
                }
            });
        }

        /** The version of all these bytes; -1 if none is there, -2 if they are of several, or not all there. */
        int version(long from, long to) {
            int found = -1;
            long end = from;
            Map.Entry<Long, long[]> first = pieces.floorEntry(from);
            long start = first != null && first.getValue()[0] > from ? first.getKey() : from;
            for (Map.Entry<Long, long[]> piece : pieces.subMap(start, to).entrySet()) {
                int version = (int) piece.getValue()[1];
                if ((found >= 0 && found != version) || piece.getKey() > end) {
                    return -2;
                }
                found = version;
                end = piece.getValue()[0];
            }
            return found == -1 || end >= to ? found : -2;
        }
    }

    /** A connection's far end. */
    private static final class Wire {
        final int number;
        Source source;
        boolean open;
        double window;
        double windowBegan;
        double inWindow;
        double free;
        int ticket;
        boolean busy;
        Request request;
        boolean answered;
        long bodyEnd;
        long sent;
        long breaksAt;
        boolean stalls;
        boolean creeps;
        boolean misnamed;
        int version;
        boolean taking;
        long position;
        long end;

        Wire(int number, Source source) {
            this.number = number;
            this.source = source;
            this.request = new Request(source, true, new Segment(0, 0), Optional.empty(), false);
        }
    }

    Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed() ^ 0x5eed);
        this.linkFree = new double[scenario.hosts().size()];
        this.versions = new int[scenario.hosts().size()];
        file = fresh();
        for (int i = 0; i < scenario.connections(); i++) {
            wires.add(new Wire(i, sources.get(0)));
        }
        planner = new Planner(scenario.policy(), file, sources, this, random);
    }

    private PartialFile fresh() {
        sources.clear();
        for (int i = 0; i < scenario.hosts().size(); i++) {
            sources.add(new Source(new Mirror(url(i), Mirror.Source.MANIFEST), "host" + i));
        }
        return new PartialFile(
                scenario.hashed() ? OptionalLong.of(scenario.size()) : OptionalLong.empty(),
                scenario.hashed(),
                scenario.hashed() || scenario.takesBack());
    }

    /** What must hold at each step; a matcher for each of them would take most of the time. */
    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void trace(String text) {
        if (Boolean.getBoolean("plan.trace")) {
            System.out.printf("%9.1f %s%n", now / 1e6, text);
        }
    }

    private static Url url(int host) {
        try {
            return Url.parse("http://host" + host + "/file");
        } catch (MalformedUrlException e) {
            throw new AssertionError(e);
        }
    }

    Outcome run() {
        scenario.kills().forEach(time -> at(time, this::killAndRestart));
        if (scenario.hashed()) {
            at(NOTE_INTERVAL, this::takeNote);
        }
        planner.begin(now);
        while (true) {
            settle();
            if (planner.state() == Planner.State.HOPELESS) {
                return outcome(false);
            }
            if (planner.state() == Planner.State.COMPLETE && judge()) {
                return outcome(true);
            }
            step();
        }
    }

    private Outcome outcome(boolean success) {
        long time = success ? Math.max(now, (long) readerFree) : now;
        return new Outcome(success, time, requests, faults, file.count());
    }

    private void step() {
        Event next = events.poll();
        check(++steps < MOST_STEPS, "it takes too many steps, and " + now / 1_000_000_000 + " s");
        check(next != null, "nothing will ever happen again");
        check(next.time < FOREVER, "it takes for ever");
        now = Math.max(now, next.time);
        next.action.run();
    }

    /** Tells the planner when it wants to be told the time. */
    private void settle() {
        long wanted = planner.alarm().orElse(Long.MAX_VALUE);
        boolean busy = wires.stream().anyMatch(wire -> wire.busy);
        check(
                busy || released < given || wanted < Long.MAX_VALUE || planner.state() != Planner.State.RUNNING,
                "it waits for nothing");
        if (wanted < alarm) {
            alarm = wanted;
            at(wanted, () -> {
                if (alarm <= now) {
                    alarm = Long.MAX_VALUE;
                    planner.worked(worked);
                    planner.time(now);
                }
            });
        }
    }

    private void at(long time, Runnable action) {
        events.add(new Event(time, sequence++, action));
    }

    private void takeNote() {
        note = file.sidecar();
        at(now + NOTE_INTERVAL, this::takeNote);
    }

    private void killAndRestart() {
        wires.forEach(this::close);
        served = false;
        file = fresh();
        // Where nothing is noted, the file's length tells how much of its beginning is there.
        long length = content.pieces.isEmpty() ? 0 : content.pieces.lastEntry().getValue()[0];
        file.resume(note, length);
        content.retain(file);
        alarm = Long.MAX_VALUE;
        planner = new Planner(scenario.policy(), file, sources, this, random);
        planner.begin(now);
    }

    /** Whether what is complete is what was wanted. */
    private boolean judge() {
        int version = scenario.size() == 0 && file.count() == 0 ? RIGHT : content.version(0, file.count());
        if (!scenario.hashed()) {
            check(version != -2, "bytes of several versions");
            return true;
        }
        if (version == RIGHT && file.count() == scenario.size()) {
            return true;
        }
        planner.mismatched("it has other bytes", now);
        return false;
    }

    @Override
    public void ask(int connection, Request request) {
        Wire wire = wires.get(connection);
        check(!wire.busy, "asked while it is busy");
        trace("ask " + connection + " " + request.whole() + " " + request.segment() + " host"
                + sources.indexOf(request.source()));
        requests++;
        if (!request.whole()) {
            check(request.segment().length() > 0, "asked for nothing");
            check(file.endOf(request.segment().from()) == request.segment().from(), "asked for what is there");
        }
        Host host = host(request.source());
        boolean kept = wire.open && wire.source == request.source();
        if (!kept) {
            wire.window = FIRST_WINDOW;
        }
        wire.open = true;
        wire.source = request.source();
        wire.busy = true;
        wire.answered = false;
        wire.request = request;
        wire.taking = false;
        int ticket = ++wire.ticket;
        at(now + (kept ? 1 : 3) * host.roundTrip(), () -> {
            if (wire.ticket == ticket) {
                answer(wire, host);
            }
        });
    }

    private Host host(Source source) {
        return scenario.hosts().get(sources.indexOf(source));
    }

    private void answer(Wire wire, Host host) {
        int index = sources.indexOf(wire.source);
        long busy = wires.stream()
                .filter(each -> each.source == wire.source && each.busy && each.ticket != 0)
                .count();
        if (busy > host.most()) {
            fail(wire, TransportException.passing("503", Optional.empty()));
            return;
        }
        Optional<Fault> fault = random.nextDouble() < host.faultiness()
                ? host.faults().stream()
                        .skip(random.nextInt(host.faults().size()))
                        .findFirst()
                : Optional.empty();
        fault.ifPresent(each -> faults++);
        if (fault.equals(Optional.of(Fault.NEXT_VERSION))) {
            versions[index]++;
        }
        wire.version = versions[index];
        wire.breaksAt = Long.MAX_VALUE;
        wire.stalls = false;
        wire.creeps = false;
        wire.misnamed = false;
        if (fault.isPresent()) {
            answerBadly(wire, host, fault.get());
        } else if (host.parts() == Parts.ONCE && wire.request.whole() && served) {
            faults++;
            fail(wire, new TransportException("403"));
        } else if (wire.request.whole() || host.parts() == Parts.GIVES) {
            served = true;
            answerWell(wire, host, scenario.size());
        } else {
            faults++;
            answerPart(wire, host);
        }
    }

    private void answerPart(Wire wire, Host host) {
        switch (host.parts()) {
            case FORBIDS -> fail(wire, new TransportException("403"));
            case HAS_CHANGED -> {
                if (wire.request.orWhole()) {
                    open(wire, whole(wire, host, scenario.size()), scenario.size());
                } else {
                    fail(wire, new TransportException(TransportException.Kind.CHANGED, "412"));
                }
            }
            case MISNAMES -> {
                wire.misnamed = true;
                answerWell(wire, host, scenario.size());
            }
            case NEVER_ANSWERS -> {
                int ticket = wire.ticket;
                at(now + READ_TIMEOUT, () -> {
                    if (wire.ticket == ticket) {
                        fail(wire, TransportException.passing("timeout"));
                    }
                });
            }
            case CUTS -> {
                wire.breaksAt = random.nextInt((int) Math.min(scenario.size() + 1, 2_000_000));
                answerWell(wire, host, scenario.size());
            }
            case ONCE -> {
                wire.breaksAt = random.nextInt(1000);
                answerWell(wire, host, scenario.size());
            }
            case GIVES -> answerWell(wire, host, scenario.size());
        }
    }

    private Reply whole(Wire wire, Host host, long size) {
        OptionalLong total = host.length() ? OptionalLong.of(size) : OptionalLong.empty();
        return Reply.whole(total, validator(wire, host), host.ranges());
    }

    private void answerBadly(Wire wire, Host host, Fault fault) {
        long size = scenario.size();
        switch (fault) {
            case REFUSES -> fail(wire, TransportException.passing("refused"));
            case GONE -> fail(wire, new TransportException("404"));
            case BUSY ->
                fail(wire, TransportException.passing("503", Optional.of(Duration.ofSeconds(random.nextInt(200)))));
            case CUTS -> {
                wire.breaksAt = random.nextInt((int) Math.min(size + 1, 2_000_000));
                answerWell(wire, host, size);
            }
            case STALLS -> {
                wire.breaksAt = random.nextInt((int) Math.min(size + 1, 2_000_000));
                wire.stalls = true;
                answerWell(wire, host, size);
            }
            case CREEPS -> {
                wire.creeps = true;
                wire.breaksAt = 2000;
                answerWell(wire, host, size);
            }
            case LIES_ABOUT_LENGTH -> answerWell(wire, host, size + 1 + random.nextInt(1000));
            case LIES_ABOUT_BYTES -> {
                wire.version = 1000 + requests;
                answerWell(wire, host, size);
            }
            case OTHER_NODE -> {
                wire.version = 500;
                answerWell(wire, host, size);
            }
            case LIES_ABOUT_RANGE -> {
                if (wire.request.whole()) {
                    answerWell(wire, host, size);
                } else {
                    fail(wire, new TransportException("another range"));
                }
            }
            case SHORT_PART -> {
                wire.breaksAt = -1L - random.nextInt(100_000);
                answerWell(wire, host, size);
            }
            case EMPTY_PART -> {
                wire.breaksAt = -1;
                answerWell(wire, host, size);
            }
            case LIES_ABOUT_VALIDATOR -> {
                wire.misnamed = true;
                answerWell(wire, host, size);
            }
            case NEXT_VERSION -> answerWell(wire, host, size);
        }
    }

    private Optional<Validator> validator(Wire wire, Host host) {
        // Bytes that are a lie come under the right name.
        int version = wire.version >= 1000 ? versions[sources.indexOf(wire.source)] : wire.version;
        String value = wire.misnamed ? "\"x" + requests + "\"" : "\"" + version + "\"";
        return host.validator() ? Optional.of(new Validator(value)) : Optional.empty();
    }

    private void answerWell(Wire wire, Host host, long size) {
        Request request = wire.request;
        Optional<Validator> validator = validator(wire, host);
        boolean changed = request.version().isPresent() && !request.version().equals(validator);
        if (!request.whole() && changed && !request.orWhole()) {
            fail(wire, new TransportException(TransportException.Kind.CHANGED, "412"));
            return;
        }
        if (request.whole() || changed || !host.ranges()) {
            open(wire, whole(wire, host, size), size);
            return;
        }
        long end = Math.min(request.segment().to(), size);
        if (request.segment().from() >= end) {
            fail(wire, new TransportException("416"));
            return;
        }
        if (wire.breaksAt < 0) {
            end = Math.min(end, request.segment().from() - wire.breaksAt - 1);
            wire.breaksAt = Long.MAX_VALUE;
        }
        open(wire, Reply.part(new Segment(request.segment().from(), end), OptionalLong.of(size), validator), end);
    }

    private void open(Wire wire, Reply reply, long end) {
        wire.answered = true;
        wire.sent = reply.segment().from();
        if (wire.breaksAt < 0) {
            wire.breaksAt = Long.MAX_VALUE;
        }
        if (wire.breaksAt < Long.MAX_VALUE) {
            wire.breaksAt = Math.min(end, wire.sent + wire.breaksAt);
        }
        wire.end = end;
        wire.windowBegan = now;
        wire.inWindow = 0;
        wire.free = now;
        wire.bodyEnd = end;
        trace("open " + wire.number + " " + reply);
        planner.opened(wire.number, reply, now);
    }

    @Override
    public void take(int connection, Segment segment) {
        Wire wire = wires.get(connection);
        check(wire.answered, "takes without an answer");
        if (file.isApart() != apart) {
            apart = file.isApart();
            note = file.sidecar();
        }
        check(segment.from() >= wire.sent, "takes what is gone by");
        trace("take " + connection + " " + segment);
        wire.busy = true;
        wire.taking = true;
        wire.position = segment.from();
        wire.end = segment.to();
        send(wire, wire.ticket);
    }

    /** Brings the next bytes when their time has come. */
    private void send(Wire wire, int ticket) {
        Host host = host(wire.source);
        long bodyEnd = wire.bodyEnd;
        long limit = Math.min(bodyEnd, wire.breaksAt);
        if (wire.sent >= limit) {
            at(now + (wire.stalls && wire.breaksAt <= bodyEnd ? READ_TIMEOUT : 0), () -> {
                if (wire.ticket == ticket && wire.taking) {
                    end(wire, wire.sent >= bodyEnd && wire.breaksAt > bodyEnd);
                }
            });
            return;
        }
        double most = Math.max(FIRST_WINDOW, host.rate() * host.roundTrip());
        if (wire.window < most && wire.inWindow >= wire.window) {
            wire.windowBegan = Math.max(wire.free, wire.windowBegan + host.roundTrip());
            wire.free = wire.windowBegan;
            wire.inWindow = 0;
            wire.window = Math.min(most, wire.window * 2);
        }
        if (wire.free > now) {
            // Not before: until then the links are free for others.
            at((long) Math.ceil(wire.free), () -> {
                if (wire.ticket == ticket && wire.taking) {
                    send(wire, ticket);
                }
            });
            return;
        }
        double room = wire.window < most ? wire.window - wire.inWindow : Double.MAX_VALUE;
        // Who shares a link with others waits for one chunk of each.
        long shared = (long) (Math.min(scenario.link(), host.link()) * CHUNK_TIME);
        long chunk = Math.max(16 * 1024, Math.min(shared, scenario.size() / 256));
        long length = Math.max(1, Math.min((long) Math.min((double) chunk, room), limit - wire.sent));
        double start = now;
        double rate = wire.creeps ? 20e-9 : host.rate();
        length = wire.creeps ? Math.min(length, 100) : length;
        int index = sources.indexOf(wire.source);
        wire.free = start + length / rate;
        linkFree[index] = Math.max(linkFree[index], start) + length / host.link();
        readerLinkFree = Math.max(readerLinkFree, start) + length / scenario.link();
        wire.free = Math.max(wire.free, Math.max(linkFree[index], readerLinkFree));
        wire.inWindow += length;
        long bytes = length;
        at((long) Math.ceil(wire.free), () -> {
            if (wire.ticket == ticket && wire.taking) {
                arrive(wire, bytes, ticket);
            }
        });
    }

    private void arrive(Wire wire, long length, int ticket) {
        long from = Math.max(wire.sent, wire.position);
        long skipped = Math.min(length, wire.position - wire.sent);
        if (skipped > 0) {
            planner.arrived(wire.number, skipped, 0, now);
        }
        // What is read beyond the segment's end is kept, in case that the segment is prolonged.
        wire.sent = Math.min(wire.sent + length, Math.max(wire.end, wire.sent));
        long to = Math.min(wire.sent, wire.end);
        if (from < to) {
            store(wire, from, to);
        }
        if (wire.ticket != ticket || !wire.taking) {
            // It was left meanwhile.
            return;
        }
        if (wire.position >= wire.end) {
            wire.taking = false;
            trace("reached " + wire.number + " " + wire.position + " of " + wire.bodyEnd);
            wire.open = wire.sent >= wire.bodyEnd || host(wire.source).multiplexed();
            wire.busy = false;
            planner.reached(wire.number, now);
        } else {
            send(wire, ticket);
        }
    }

    private void store(Wire wire, long from, long to) {
        if (!scenario.hashed()) {
            boolean alone = wires.stream().filter(each -> each.taking).count() == 1;
            check(
                    to <= released + Scenario.WINDOW || (from == given && alone),
                    "the ring has no room for what has come");
        }
        boolean direct = from == given;
        write(wire, from, to);
        // What is read ahead of the reader.
        double behind = readerFree - AHEAD / scenario.readerRate();
        if (direct && behind > now) {
            worked += (long) (behind - now);
            wire.free = Math.max(wire.free, behind);
        }
        planner.worked(worked);
        planner.arrived(wire.number, 0, to - from, now);
    }

    private void write(Wire wire, long from, long to) {
        content.write(from, to, wire.version);
        wire.position = to;
        release();
    }

    /** Gives the reader what is next in order. */
    private void release() {
        long next = contiguous();
        if (scenario.hashed() || next <= given) {
            return;
        }
        int version = content.version(given, next);
        check(version >= 0, "released bytes that are not there");
        check(releasedVersion == -1 || releasedVersion == version, "released bytes of two versions");
        releasedVersion = version;
        int time = restarts;
        while (given < next) {
            long position = Math.min(next, given + (long) AHEAD);
            readerFree = Math.max(readerFree, (double) now) + (position - given) / scenario.readerRate();
            given = position;
            at((long) Math.ceil(readerFree), () -> {
                if (time == restarts) {
                    released = position;
                    planner.released(position, now);
                }
            });
        }
    }

    private long contiguous() {
        long end = given;
        for (Map.Entry<Long, long[]> piece = content.pieces.floorEntry(end);
                piece != null && piece.getValue()[0] > end;
                piece = content.pieces.floorEntry(end)) {
            end = piece.getValue()[0];
        }
        return end;
    }

    private void end(Wire wire, boolean well) {
        wire.taking = false;
        wire.open = well || host(wire.source).multiplexed();
        wire.busy = false;
        if (well) {
            planner.exhausted(wire.number, now);
        } else {
            planner.failed(wire.number, TransportException.passing("cut"), now);
        }
    }

    private void fail(Wire wire, TransportException failure) {
        trace("fail " + wire.number + " " + failure.reason());
        wire.busy = false;
        wire.ticket++;
        planner.failed(wire.number, failure, now);
    }

    private void close(Wire wire) {
        wire.ticket++;
        wire.taking = false;
        wire.busy = false;
        wire.open = false;
    }

    @Override
    public long bound(int connection, long end) {
        Wire wire = wires.get(connection);
        check(wire.taking, "bounds what takes nothing");
        // What has come is not told at once, so that it may have come further already, or have stopped.
        boolean untold = random.nextInt(8) == 0;
        long least = untold ? further(wire) : wire.position;
        wire.end = end < wire.end ? Math.min(wire.end, Math.max(least, end)) : untold ? wire.end : end;
        trace("bound " + connection + " at " + wire.position + " to " + end);
        return wire.end;
    }

    @Override
    public long leave(int connection) {
        trace("leave " + connection);
        Wire wire = wires.get(connection);
        boolean multiplexed = host(wire.source).multiplexed() && wire.answered;
        // What has come is not told at once.
        long from = wire.position;
        long come = wire.taking && random.nextInt(4) == 0 ? Math.min(wire.end, further(wire)) : from;
        if (come > from) {
            write(wire, from, come);
        }
        close(wire);
        wire.open = multiplexed;
        return wire.position - from;
    }

    /** How far it may have come, but not beyond where its body breaks off. */
    private long further(Wire wire) {
        long last = Math.min(wire.bodyEnd, wire.breaksAt);
        return Math.max(wire.position, Math.min(last, wire.position + random.nextInt(1 << 20)));
    }

    @Override
    public void restart() {
        check(wires.stream().noneMatch(wire -> wire.taking), "restarts while bytes come");
        check(scenario.hashed() || scenario.takesBack() || given == 0, "takes back what is out");
        content.pieces.clear();
        apart = false;
        note = Optional.empty();
        restarts++;
        given = 0;
        released = 0;
        readerFree = 0;
        releasedVersion = -1;
    }

    @Override
    public void setAside() {
        restart();
    }
}
