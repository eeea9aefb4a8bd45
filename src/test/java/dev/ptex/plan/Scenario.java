package dev.ptex.plan;

import dev.ptex.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A file, its sources, and its reader, all of it made of one seed. Rates are bytes in a nanosecond, times nanoseconds.
 *
 * <p>Where nothing else is said, all is drawn evenly on a logarithmic scale: round trips of 0.5 to 250 ms, windows of 64 KB to
 * 4 MB for a connection, which is what Linux and what servers set grow to, a link of the reader of 1 to 125 MB/s that all
 * share, files of 5 to 500 MB. One server in four limits each connection, to 0.3 to 30 MB/s; one in eight bears no more than
 * one to three connections; one in eight limits all connections together. Mirrors know nothing of each other.
 *
 * @param hashed whether the manifest has a hash: then the file is held until it is judged, or else released in order
 * @param takesBack whether what is released can be taken back
 * @param link what all connections get together, wherever they lead
 * @param readerRate how fast the reader takes what is released
 * @param kills when the process is killed and started anew, in order
 */
record Scenario(
        long seed,
        long size,
        boolean hashed,
        boolean takesBack,
        double link,
        double readerRate,
        int connections,
        List<Host> hosts,
        List<Long> kills) {
    static final long WINDOW = 64 << 20;

    /** What a host does with one request. */
    enum Fault {
        REFUSES,
        GONE,
        BUSY,
        CUTS,
        STALLS,
        CREEPS,
        LIES_ABOUT_LENGTH,
        LIES_ABOUT_RANGE,
        LIES_ABOUT_VALIDATOR,
        LIES_ABOUT_BYTES,
        SHORT_PART,
        EMPTY_PART,
        OTHER_NODE,
        NEXT_VERSION
    }

    /** What a host does with a request for a part, also if it is honest otherwise. */
    enum Parts {
        GIVES,
        /** A link that may be used once. */
        FORBIDS,
        /** Other nodes have another version. */
        HAS_CHANGED,
        /** Each node has a name of its own for the version. */
        MISNAMES,
        NEVER_ANSWERS,
        CUTS,
        /** The whole file may be had once, and parts break off as they begin: what is left behind is lost. */
        ONCE
    }

    /**
     * A server.
     *
     * @param roundTrip until the first byte of an answer on a connection that is there
     * @param rate what a connection gets in the end
     * @param link what all connections get together
     * @param most how many connections it bears
     * @param multiplexed whether a connection survives a body that is left
     * @param faultiness how likely a request meets a fault
     */
    record Host(
            long roundTrip,
            double rate,
            double link,
            int most,
            boolean multiplexed,
            boolean ranges,
            boolean validator,
            boolean length,
            double faultiness,
            Set<Fault> faults,
            Parts parts) {
        boolean isHonest() {
            return faultiness == 0;
        }

        private Host with(Parts others) {
            return new Host(
                    roundTrip, rate, link, most, multiplexed, ranges, validator, length, faultiness, faults, others);
        }
    }

    /** Without faults, for what a plan's speed is. */
    static Scenario fair(long seed) {
        Random random = new Random(seed);
        boolean hashed = random.nextInt(3) > 0;
        List<Host> hosts = new ArrayList<>(List.of(host(random, 0, Set.of(), true)));
        for (int i = hashed && random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            hosts.add(host(random, 0, Set.of(), true));
        }
        return new Scenario(
                seed,
                (long) between(random, 5e6, 500e6),
                hashed,
                random.nextBoolean(),
                between(random, 1e6, 125e6) / 1e9,
                readerRate(random, hashed),
                4,
                hosts,
                List.of());
    }

    /** With faults. */
    static Scenario faulty(long seed) {
        Random random = new Random(seed);
        Random forParts = new Random(~seed);
        boolean hashed = random.nextInt(3) > 0;
        List<Host> hosts = new ArrayList<>();
        int count = hashed ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            double faultiness = random.nextInt(4) == 0 ? 0 : random.nextDouble();
            Set<Fault> faults = faults(random);
            if (!hashed) {
                // Without a hash nobody can tell.
                faults.remove(Fault.LIES_ABOUT_BYTES);
            }
            Host host = host(random, faults.isEmpty() ? 0 : faultiness, faults, random.nextBoolean());
            Parts parts =
                    forParts.nextBoolean() ? Parts.GIVES : Parts.values()[forParts.nextInt(Parts.values().length - 1)];
            // ONCE, the last of them: who has another source that is no better may leave the only body that there is.
            hosts.add(host.with(count == 1 && seed % 10 == 3 ? Parts.ONCE : parts));
        }
        long size = size(random);
        List<Long> kills = new ArrayList<>();
        long time = 0;
        for (int i = random.nextInt(3); hashed && i > 0; i--) {
            time += (long) between(random, 100e6, 20e9);
            kills.add(time);
        }
        return new Scenario(
                seed,
                size,
                hashed,
                random.nextBoolean(),
                between(random, 1e6, 125e6) / 1e9,
                readerRate(random, hashed),
                1 + random.nextInt(4),
                hosts,
                kills);
    }

    private static Host host(Random random, double faultiness, Set<Fault> faults, boolean able) {
        double roundTrip = between(random, 0.5e6, 250e6);
        double window = between(random, 64e3, 4e6);
        double limit = random.nextInt(4) == 0 ? between(random, 0.3e6, 30e6) / 1e9 : Double.POSITIVE_INFINITY;
        double rate = Math.min(window / roundTrip, limit);
        return new Host(
                (long) roundTrip,
                rate,
                random.nextInt(8) == 0 ? rate * (1 + 3 * random.nextDouble()) : Double.POSITIVE_INFINITY,
                random.nextInt(8) == 0 ? 1 + random.nextInt(3) : Integer.MAX_VALUE,
                random.nextBoolean(),
                able || random.nextBoolean(),
                able || random.nextBoolean(),
                able || random.nextInt(4) > 0,
                faultiness,
                faults,
                Parts.GIVES);
    }

    private static Set<Fault> faults(Random random) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            faults.add(Fault.values()[random.nextInt(Fault.values().length)]);
        }
        return faults;
    }

    private static long size(Random random) {
        return random.nextInt(50) == 0 ? random.nextInt(2) : (long) between(random, 1e3, 300e6);
    }

    private static double readerRate(Random random, boolean hashed) {
        return hashed || random.nextInt(4) > 0 ? Double.POSITIVE_INFINITY : between(random, 1e6, 300e6) / 1e9;
    }

    /** Evenly on a logarithmic scale. */
    private static double between(Random random, double least, double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }

    boolean hasHonestHost() {
        return hosts.stream().anyMatch(Host::isHonest);
    }

    PlanPolicy policy() {
        RetryPolicy retries =
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(120));
        return new PlanPolicy(connections, hashed ? Segment.OPEN : WINDOW, Duration.ofSeconds(30), 1024, retries);
    }

    Scenario withConnections(int count) {
        return new Scenario(seed, size, hashed, takesBack, link, readerRate, count, hosts, kills);
    }
}
