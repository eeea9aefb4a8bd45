package dev.ptex.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    private static final Pattern NAME = Pattern.compile("\"(ptex\\.[a-z.-]+[a-z])\"");

    private static final Pattern WORD = Pattern.compile("`(?:(?=ptex|\\.)([a-z.-]+[a-z]))[^`]*`");

    /** The names that stand in the code of any other class. */
    private static Set<String> askedFor() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("KnownSettings.java"))
                    .forEach(file -> NAME.matcher(read(file))
                            .results()
                            .forEach((MatchResult found) -> names.add(found.group(1))));
        }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void names_areThoseThatAreRead() throws IOException {
        Set<String> read = askedFor();
        read.addAll(ConfigMappings.getProperties(ConfigClass.configClass(PtexConfig.class))
                .keySet());
        read.removeAll(KnownSettings.GROUPS);

        assertThat(KnownSettings.NAMES).containsAll(read);
    }

    /** README's table writes the names that begin alike in one row: {@code `ptex.proxy.url`, `.username`}. */
    @Test
    void readmesTable_hasEachAndNoOther() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String row : Files.readAllLines(Path.of("README.md"))) {
            if (row.startsWith("| `ptex.")) {
                String start = "";
                for (MatchResult word : WORD.matcher(row.substring(0, row.indexOf('|', 1)))
                        .results()
                        .toList()) {
                    String name = word.group(1);
                    told.add(name.startsWith(".") ? start + name : name);
                    start = name.startsWith(".") ? start : name.substring(0, name.lastIndexOf('.'));
                }
            }
        }

        Set<String> known = new TreeSet<>(KnownSettings.NAMES);
        known.addAll(KnownSettings.GROUPS);
        assertThat(told).isEqualTo(known);
    }
}
