package dev.ptex.mirror;

import dev.ptex.cache.PrivateFolder;
import dev.ptex.url.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers between runs how fast mirrors were, in a small file. What cannot be read or written of it is no reason to
 * fail: then nothing is known. Runs that end at once may lose each other's news, but never damage the file.
 */
public final class MirrorHistory {
    private static final int MOST = 200;
    private static final int LARGEST_FILE = 64 * 1024;
    private static final String FOLDER = "history";

    /** No name that a file of the user's could have, in a folder that was there before. */
    private static final String FILE = "ptex-mirrors";

    private static final Pattern FILE_NAMES = Pattern.compile(FILE);
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final Optional<Path> cacheDirectory;
    private final Clock clock;

    /** @param cacheDirectory nothing if nothing is to be remembered */
    public MirrorHistory(Optional<Path> cacheDirectory, Clock clock) {
        this.cacheDirectory = cacheDirectory;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** What is known of each origin. */
    Map<Origin, MirrorRecord> read() {
        Optional<PrivateFolder> folder = folder();
        return folder.isPresent() ? read(folder.get()) : Map.of();
    }

    private Map<Origin, MirrorRecord> read(PrivateFolder folder) {
        Map<Origin, MirrorRecord> records = new HashMap<>();
        try {
            byte[] bytes = folder.read(FILE, LARGEST_FILE).orElse(new byte[0]);
            new String(bytes, StandardCharsets.ISO_8859_1).lines().forEach(line -> parse(line, records));
        } catch (IOException e) {
            // Nothing is known.
        }
        return records;
    }

    /** Notes how the mirrors of a download have done. */
    public void note(List<Experience> experiences) {
        Optional<PrivateFolder> folder = experiences.isEmpty() ? Optional.empty() : folder();
        if (folder.isEmpty()) {
            return;
        }
        Map<Origin, MirrorRecord> records = read(folder.get());
        Instant now = now();
        for (Experience experience : experiences) {
            MirrorRecord known = records.getOrDefault(experience.origin(), new MirrorRecord(0, 0, now));
            records.put(
                    experience.origin(),
                    experience.failed() ? known.withFailure(now) : known.with(experience.rate(), now));
        }
        write(folder.get(), records);
    }

    private Optional<PrivateFolder> folder() {
        if (cacheDirectory.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PrivateFolder.open(cacheDirectory.get(), FOLDER));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void write(PrivateFolder folder, Map<Origin, MirrorRecord> records) {
        try {
            folder.sweep(FILE_NAMES, now().minus(FORGOTTEN));
            folder.replace(FILE, text(records).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // Then this run is not remembered.
        }
    }

    private String text(Map<Origin, MirrorRecord> records) {
        Instant limit = now().minus(FORGOTTEN);
        return records.entrySet().stream()
                .filter(entry -> entry.getValue().seen().isAfter(limit))
                .sorted(Comparator.comparing((Map.Entry<Origin, MirrorRecord> entry) ->
                                entry.getValue().seen())
                        .reversed())
                .limit(MOST)
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String line(Origin origin, MirrorRecord known) {
        return Stream.of(
                        origin.scheme(),
                        origin.host(),
                        origin.port(),
                        Math.round(known.rate()),
                        Math.round(known.failures() * 1000) / 1000.0,
                        known.seen().getEpochSecond())
                .map(String::valueOf)
                .collect(Collectors.joining(" ", "", "\n"));
    }

    private void parse(String line, Map<Origin, MirrorRecord> records) {
        String[] words = line.split(" ", -1);
        try {
            Instant seen = Instant.ofEpochSecond(Long.parseLong(words[5]));
            double rate = Double.parseDouble(words[3]);
            double failures = Double.parseDouble(words[4]);
            if (rate >= 0 && failures >= 0 && !seen.isAfter(now())) {
                records.put(
                        new Origin(words[0], words[1], Integer.parseInt(words[2])),
                        new MirrorRecord(rate, Math.min(failures, 50), seen));
            }
        } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            // This line is damaged, and says nothing.
        }
    }
}
