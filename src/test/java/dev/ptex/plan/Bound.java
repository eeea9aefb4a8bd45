package dev.ptex.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How soon a file can be there: no schedule can be faster that asks each source once before it asks it for more, and the
 * first one before all others.
 */
final class Bound {
    private Bound() {}

    /** In nanoseconds. */
    static long of(Scenario scenario) {
        long low = 0;
        long high = Long.MAX_VALUE / 4;
        while (high - low > 1000) {
            long middle = low + (high - low) / 2;
            if (canBring(scenario, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static boolean canBring(Scenario scenario, long time) {
        List<Double> connections = new ArrayList<>();
        Scenario.Host first = scenario.hosts().get(0);
        double known = 3.0 * first.roundTrip();
        for (Scenario.Host host : scenario.hosts()) {
            double answered = host.equals(first) ? known : known + 3.0 * host.roundTrip();
            double link = linked(host, time - answered);
            double sum = 0;
            for (int i = 0; i < Math.min(host.most(), scenario.connections()); i++) {
                double begun = i == 0 ? answered : answered + 3.0 * host.roundTrip();
                double more = Math.min(brought(host, time - begun), link - sum);
                connections.add(more);
                sum += more;
            }
        }
        double sum = connections.stream()
                .sorted(Comparator.reverseOrder())
                .limit(scenario.connections())
                .mapToDouble(Double::doubleValue)
                .sum();
        double taken = (time - known) * Math.min(scenario.link(), scenario.readerRate());
        return Math.min(sum, taken) >= scenario.size();
    }

    private static double linked(Scenario.Host host, double time) {
        return time <= 0 ? 0 : time * host.link();
    }

    /** What one connection has brought so long after its answer began: in bursts at first, each twice the one before. */
    private static double brought(Scenario.Host host, double time) {
        double most = Math.max(Simulation.FIRST_WINDOW, host.rate() * host.roundTrip());
        double sum = 0;
        double window = Simulation.FIRST_WINDOW;
        double left = time;
        while (left > 0 && window < most) {
            sum += Math.min(window, left * host.rate());
            left -= Math.max((double) host.roundTrip(), window / host.rate());
            window *= 2;
        }
        return sum + Math.max(0, left) * host.rate();
    }
}
