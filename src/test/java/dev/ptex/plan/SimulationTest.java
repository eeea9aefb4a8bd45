package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Plans against simulated sources. {@code plan.scenarios} and {@code plan.seed} are system properties: how many, and the
 * first one's seed; CONTRIBUTING.md has the command.
 */
class SimulationTest {
    private static final int SCENARIOS = Integer.getInteger("plan.scenarios", 10_000);
    private static final long SEED = Long.getLong("plan.seed", 1);

    private static void forEachSeed(int count, LongConsumer test) {
        for (long seed = SEED; seed < SEED + count; seed++) {
            try {
                test.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("scenario of seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void faults_noWrongByteAndAnEnd() {
        forEachSeed(Math.max(1, SCENARIOS / 2), seed -> {
            Scenario scenario = Scenario.faulty(seed);
            Simulation.Outcome outcome = new Simulation(scenario).run();
            if (scenario.hasHonestHost() && !outcome.success()) {
                fail("one host is honest, and yet: " + outcome + " of " + scenario);
            }
            assertThat(outcome.requests())
                    .as("requests of " + scenario + " " + outcome)
                    .isLessThan(100 + 20 * outcome.faults());
        });
    }

    /** It was left again and again, and never counted as failed, since it was asked on one connection: the one left. */
    @Test
    void sourceThatCreepsThroughWhatIsThere_isGivenUp() {
        assertThat(new Simulation(Scenario.faulty(1_016_454)).run().success()).isTrue();
    }

    /** A ratio is what a schedule may be slower by that does not know how fast its sources are. */
    @Test
    void noFaults_asFastAsCanBe() {
        List<Double> toBest = new ArrayList<>();
        List<Double> toOne = new ArrayList<>();
        forEachSeed(Math.max(1, SCENARIOS / 2), seed -> {
            Scenario scenario = Scenario.fair(seed);
            Simulation.Outcome outcome = new Simulation(scenario).run();
            Simulation.Outcome one = new Simulation(scenario.withConnections(1)).run();
            toBest.add(outcome.time() / (double) Bound.of(scenario));
            toOne.add(outcome.time() / (double) one.time());
            if (Boolean.getBoolean("plan.print")) {
                System.out.printf(
                        "%d %.3f %.3f %s %s%n",
                        seed, toBest.get(toBest.size() - 1), toOne.get(toOne.size() - 1), outcome, scenario);
            }
        });

        assertThat(quantile(toBest, 0.90))
                .as("nine in ten, in times of the bound")
                .isLessThan(1.25);
        assertThat(quantile(toBest, 0.95)).as("19 in 20, in times of the bound").isLessThan(1.5);
        assertThat(quantile(toOne, 0.90)).as("in times of one connection").isLessThan(1.05);
    }

    private static double quantile(List<Double> values, double part) {
        return values.stream()
                .sorted()
                .skip((long) (part * (values.size() - 1)))
                .findFirst()
                .orElseThrow();
    }
}
