package dev.ptex.download;

import dev.ptex.digest.Expectation;
import dev.ptex.digest.Fingerprint;
import dev.ptex.digest.Sha256;
import dev.ptex.spool.SpoolDirectory;
import dev.ptex.spool.Spools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a verified file costs once its bytes have arrived: into the spool with their hash, and out of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class VerifyBenchmark {
    private static final int BUFFER = 64 * 1024;

    @Param({"65536", "27649024"})
    int size;

    private byte[] file;
    private Path directory;
    private Spools.Place place;
    private HeldRelease full;

    @Setup(Level.Trial)
    public void makeFile() throws IOException {
        file = new byte[size];
        new Random(1).nextBytes(file);
        directory = Files.createTempDirectory("ptex-jmh");
        place = new Spools(Optional.empty(), new SpoolDirectory(directory))
                .places(new Expectation(OptionalLong.of(size), Optional.empty()))
                .get(0);
        full = release();
        fill(full);
    }

    @TearDown(Level.Trial)
    public void removeFile() throws IOException {
        full.close();
        Files.delete(directory);
    }

    /** The whole way in: read, write to the spool, hash. */
    @Benchmark
    public Fingerprint fetch() throws IOException {
        try (HeldRelease release = release()) {
            fill(release);
            return release.fingerprint();
        }
    }

    /** The hash alone, in pieces as they come. */
    @Benchmark
    public String hash() {
        Sha256 sha256 = new Sha256();
        for (int at = 0; at < size; at += BUFFER) {
            sha256.update(file, at, Math.min(BUFFER, size - at));
        }
        return sha256.hex();
    }

    /** The way out, to a sink that takes no time. */
    @Benchmark
    public void deliver() throws IOException {
        full.deliver(new NullSink());
    }

    private HeldRelease release() throws IOException {
        return new HeldRelease(place);
    }

    private void fill(HeldRelease release) throws IOException {
        for (int at = 0; at < size; at += BUFFER) {
            release.put(at, file, at, Math.min(BUFFER, size - at));
        }
    }

    private static final class NullSink implements Sink {
        @Override
        public OutputStream begin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public boolean forgets() {
            return true;
        }

        @Override
        public void commit() {}

        @Override
        public void discard() {}
    }
}
