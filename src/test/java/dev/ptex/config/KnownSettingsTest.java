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
}
