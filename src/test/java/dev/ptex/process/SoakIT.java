package dev.ptex.process;

import static dev.ptex.testing.PtexProcess.ptex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.RangeServer;
import dev.ptex.testing.RecordedRequest;
import dev.ptex.testing.Reply;
import dev.ptex.testing.RunningProcess;
import dev.ptex.testing.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults on random mirrors, and kills at random moments: no wrong byte may come out with exit code 0, and as long
 * as one mirror is honest, the right ones come out. Without a hash, all bytes are of one version.
 *
 * <p>{@code soak.fetches} and {@code soak.seed} are system properties; CONTRIBUTING.md has the command.
 */
class SoakIT {
    private static final int FETCHES = Integer.getInteger("soak.fetches", 12);
    private static final long SEED = Long.getLong("soak.seed", 1);
    private static final int MIRRORS = 3;

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final List<ScriptedServer> servers = new ArrayList<>();

    /** What a mirror does with one request. */
    private enum Fault {
        CUT,
        RESET,
        STALL,
        HANG_UP,
        BUSY,
        GONE,
        WRONG_BYTES,
        TOO_SHORT,
        TOO_LONG,
        CHUNKED,
        IGNORES_RANGES,
        LIES_ABOUT_THE_RANGE,
        CHANGES,
        NONE
    }

    /** What a server without a hash to be checked against may do: there bytes that are a lie are as good as others. */
    private static final List<Fault> TELLING = List.of(
            Fault.CUT,
            Fault.RESET,
            Fault.STALL,
            Fault.HANG_UP,
            Fault.BUSY,
            Fault.CHUNKED,
            Fault.IGNORES_RANGES,
            Fault.LIES_ABOUT_THE_RANGE,
            Fault.NONE);

    private Reply faulty(Fault fault, RecordedRequest request, byte[] file, String version, int at) {
        Reply honest = RangeServer.answer(request, file, version);
        return switch (fault) {
            case CUT -> honest.cutAfter(at);
            case RESET -> honest.resetAfter(at);
            case STALL -> honest.stallAfter(at);
            case HANG_UP -> Reply.hangUp();
            case BUSY -> Reply.status(503).header("Retry-After", "0");
            case GONE -> Reply.status(404);
            case WRONG_BYTES -> RangeServer.answer(request, changed(file, at), version);
            case TOO_SHORT -> Reply.ok(Arrays.copyOf(file, file.length / 2));
            case TOO_LONG -> Reply.ok(Arrays.copyOf(file, file.length + 1000));
            case CHUNKED -> honest.chunked(10_000);
            case IGNORES_RANGES -> Reply.ok(file);
            case LIES_ABOUT_THE_RANGE ->
                Reply.status(206)
                        .header("Content-Range", "bytes 5-9/" + file.length)
                        .body(new byte[5]);
            case CHANGES -> RangeServer.answer(request, changed(file, at), "\"changed\"");
            case NONE -> honest;
        };
    }

    private static byte[] changed(byte[] file, int at) {
        byte[] other = file.clone();
        other[at % file.length] ^= 1;
        return other;
    }

    /** Has a mirror be faulty as often as not. */
    private void publish(ScriptedServer server, byte[] file, Random chance) {
        server.onRequest("/f", request -> {
            synchronized (chance) {
                Fault fault = chance.nextBoolean() ? Fault.NONE : Fault.values()[chance.nextInt(Fault.values().length)];
                return faulty(fault, request, file, "\"1\"", chance.nextInt(file.length));
            }
        });
    }

    private Path manifest(byte[] file) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        String mirrors = servers.stream()
                .skip(1)
                .map(server -> "\"" + server.url("/f") + "\"")
                .collect(Collectors.joining(", "));
        return Files.writeString(
                home.resolve("lift.json"),
                "{\"ptex\": {\"f\": \"" + servers.get(0).url("/f") + "\"}, \"ptex-mirrors\": {\"f\": [" + mirrors
                        + "]}, \"scie\": {\"lift\": {\"files\": [{\"name\": \"f\", \"size\": " + file.length
                        + ", \"hash\": \"" + hash + "\"}]}}}");
    }

    private PtexProcess fetch(Path manifest) {
        return ptex(home, manifest.toString(), "f")
                .env("PTEX_READ_TIMEOUT", "500ms")
                .env("PTEX_BACK_OFF", "1ms")
                .env("PTEX_MIRROR_ORDER", random.nextBoolean() ? "fastest" : "random");
    }

    private static void check(ProcessResult result, byte[] file, String which) {
        assertThat(result.stderr()).as(which).doesNotContain("Exception", "\tat ");
        if (result.exit() == 0) {
            assertThat(Arrays.equals(result.stdout(), file)).as(which).isTrue();
        }
        if (result.exit() == 1) {
            assertThat(result.stderr()).as(which).contains("Failed to fetch");
        }
    }

    private void kill(PtexProcess ptex, byte[] file, String which) throws Exception {
        try (RunningProcess running = ptex.start()) {
            // A moment is what is wanted here, any moment.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(random.nextBoolean() ? 100 : 1500));
            check(running.kill().result(), file, which);
        }
    }

    @Test
    void randomFaultsAndKills_noWrongByte() throws Exception {
        int delivered = 0;
        for (int i = 0; i < FETCHES; i++) {
            String which = "fetch " + i + " of seed " + SEED;
            byte[] file = new byte[random.nextInt(4) == 0 ? 17 << 20 : 1 + random.nextInt(400_000)];
            random.nextBytes(file);
            for (int mirror = 0; mirror < MIRRORS; mirror++) {
                servers.add(ScriptedServer.start());
                publish(servers.get(mirror), file, new Random(random.nextLong()));
            }
            Path manifest = manifest(file);
            if (random.nextInt(3) == 0) {
                kill(fetch(manifest), file, which);
            }
            boolean honest = random.nextBoolean();
            if (honest) {
                servers.get(random.nextInt(MIRRORS)).onRequest("/f", each -> RangeServer.answer(each, file, "\"1\""));
            }
            ProcessResult result = fetch(manifest).run();
            check(result, file, which);
            if (honest) {
                assertThat(result.exit()).as(which + ": " + result.stderr()).isZero();
            }
            delivered += result.exit() == 0 ? 1 : 0;
            servers.forEach(ScriptedServer::close);
            servers.clear();
        }
        assertThat(delivered).isPositive();
    }

    /** Has a server be faulty as often as not, and go on to the next version now and then, or back for once. */
    private void publishVersions(ScriptedServer server, List<byte[]> versions, Random chance) {
        int[] current = {0};
        server.onRequest("/f", request -> {
            synchronized (chance) {
                if (chance.nextInt(6) == 0) {
                    current[0] = Math.min(current[0] + 1, versions.size() - 1);
                }
                int version = chance.nextInt(6) == 0 ? chance.nextInt(versions.size()) : current[0];
                byte[] file = versions.get(version);
                Fault fault = chance.nextBoolean() ? Fault.NONE : TELLING.get(chance.nextInt(TELLING.size()));
                return faulty(fault, request, file, "\"" + version + "\"", chance.nextInt(file.length));
            }
        });
    }

    private List<byte[]> versions() {
        int size = random.nextInt(4) == 0 ? 17 << 20 : 1 + random.nextInt(400_000);
        List<byte[]> versions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            // Of one length, so that it does not tell them apart.
            byte[] version = new byte[size];
            random.nextBytes(version);
            versions.add(version);
        }
        return versions;
    }

    @Test
    void randomFaultsByUrl_bytesOfOneVersion() throws Exception {
        int delivered = 0;
        for (int i = 0; i < FETCHES; i++) {
            String which = "fetch by URL " + i + " of seed " + SEED;
            List<byte[]> versions = versions();
            try (ScriptedServer server = ScriptedServer.start()) {
                publishVersions(server, versions, new Random(random.nextLong()));
                boolean toFile = random.nextBoolean();
                String url = server.url("/f");
                ProcessResult result = (toFile ? ptex(home, "-O", url) : ptex(home, url))
                        .env("PTEX_READ_TIMEOUT", "500ms")
                        .env("PTEX_BACK_OFF", "1ms")
                        .run();

                assertThat(result.stderr()).as(which).doesNotContain("Exception", "\tat ");
                if (result.exit() == 0) {
                    byte[] bytes = toFile ? Files.readAllBytes(home.resolve("f")) : result.stdout();
                    assertThat(versions.stream().anyMatch(version -> Arrays.equals(version, bytes)))
                            .as(which)
                            .isTrue();
                    delivered++;
                } else {
                    assertThat(result.stderr()).as(which).contains("Failed to fetch");
                }
            }
        }
        assertThat(delivered).isPositive();
    }
}
