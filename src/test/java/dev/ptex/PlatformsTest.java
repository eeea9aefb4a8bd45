package dev.ptex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which platforms there are is said in README.md, RELEASE.md, pom.xml, dist.xml, ci.yml and release-check, for readers of
 * different kinds. They say the same.
 */
class PlatformsTest {
    /** Those that {@code science} has a name for: {@code science/platform.py}. */
    private static final Set<String> ALL = Set.of(
            "linux-aarch64",
            "linux-armv7l",
            "linux-powerpc64",
            "linux-riscv64",
            "linux-s390x",
            "linux-x86_64",
            "macos-aarch64",
            "macos-x86_64",
            "windows-aarch64",
            "windows-x86_64");

    /** A row of a table whose first column names platforms. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:linux|macos|windows)-[^|]*) \\| (.*) \\|$");

    private static final Pattern NATIVE_JOB =
            Pattern.compile("- platform: (\\S+)\\s+(?:#.*\\s+)*runner: (\\S+)\\s+(?:#.*\\s+)*graalvm: (\\S+)");

    @Test
    void readme_hasAllPlatforms() throws Exception {
        assertThat(table("README.md").keySet()).isEqualTo(ALL);
    }

    @Test
    void release_hasAllPlatforms() throws Exception {
        assertThat(table("RELEASE.md").keySet()).isEqualTo(ALL);
    }

    @Test
    void nativeExecutables_areTheSameEverywhere() throws Exception {
        Set<String> built = nativeJobs().keySet();

        assertThat(found("pom.xml", "<ptex.platform>(.*)</ptex.platform>")).isEqualTo(built);
        assertThat(having(table("README.md"), "a native executable")).isEqualTo(built);
        assertThat(having(table("RELEASE.md"), "GraalVM")).isEqualTo(built);
        assertThat(released("NATIVE")).isEqualTo(with(built, "windows-aarch64"));
    }

    @Test
    void profileOfANativeExecutable_isNamedByItsPlatform() throws Exception {
        Set<String> profiles = found("pom.xml", "<id>native-((?:linux|macos|windows)-.*)</id>");

        assertThat(profiles).isEqualTo(found("pom.xml", "<ptex.platform>(.*)</ptex.platform>"));
    }

    @Test
    void jars_areTheSameEverywhere() throws Exception {
        Set<String> built = found("src/build/dist.xml", "<executable-jar platform=\"(.*)\"/>");

        assertThat(having(table("README.md"), "the jar")).isEqualTo(built);
        assertThat(having(table("RELEASE.md"), "the jar")).isEqualTo(built);
        assertThat(found(".github/workflows/ci.yml", "\\b(linux-\\w+):\\S+")).isEqualTo(built);
        assertThat(released("JARS")).isEqualTo(built);
    }

    @Test
    void windowsOnArm_runsTheExecutableForX86() throws Exception {
        assertThat(table("README.md").get("windows-aarch64")).startsWith("windows-x86_64's");
        assertThat(table("RELEASE.md").get("windows-aarch64")).startsWith("windows-x86_64's executable");
        assertThat(found(".github/workflows/ci.yml", "(windows-aarch64)\\.exe")).isNotEmpty();
    }

    @Test
    void release_namesTheGraalVmAndTheRunnerOfEachNativeExecutable() throws Exception {
        Map<String, String> rows = table("RELEASE.md");

        nativeJobs()
                .forEach((platform, job) -> assertThat(rows.get(platform))
                        .as(platform)
                        .matches("GraalVM Community " + Pattern.quote(job.graalvm) + "\\b.*\\| "
                                + Pattern.quote(job.runner)));
    }

    @Test
    void readme_namesTheGraalVmOfTheLastMacs() throws Exception {
        String readme = text("README.md");

        assertThat(nativeJobs())
                .hasEntrySatisfying(
                        "macos-x86_64",
                        job -> assertThat(readme).containsPattern("GraalVM Community\\s" + Pattern.quote(job.graalvm)));
    }

    private record NativeJob(String runner, String graalvm) {}

    private static Map<String, NativeJob> nativeJobs() throws IOException {
        Map<String, NativeJob> jobs = new TreeMap<>();
        matches(".github/workflows/ci.yml", NATIVE_JOB)
                .forEach(job -> jobs.put(job.group(1), new NativeJob(job.group(2), job.group(3))));
        return jobs;
    }

    /** The rows of a document's table, by platform: what is right of the first column. */
    private static Map<String, String> table(String document) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        matches(document, ROW)
                .forEach(row -> Arrays.stream(
                                row.group(1).replaceAll(" \\(.*?\\)", "").split(", "))
                        .forEach(platform -> assertThat(rows.put(platform, row.group(2)))
                                .as(platform)
                                .isNull()));
        return rows;
    }

    private static Set<String> having(Map<String, String> rows, String beginning) {
        return new TreeSet<>(rows.entrySet().stream()
                .filter(row -> row.getValue().startsWith(beginning))
                .map(Map.Entry::getKey)
                .toList());
    }

    private static Set<String> with(Set<String> platforms, String further) {
        return new TreeSet<>(
                Stream.concat(platforms.stream(), Stream.of(further)).toList());
    }

    /** A list of release-check. */
    private static Set<String> released(String list) throws IOException {
        String platforms = matches(".ci/release-check", Pattern.compile("(?m)^" + list + "=\\((.*)\\)$"))
                .get(0)
                .group(1);
        return new TreeSet<>(List.of(platforms.split(" ")));
    }

    private static Set<String> found(String file, String pattern) throws IOException {
        return new TreeSet<>(matches(file, Pattern.compile(pattern)).stream()
                .map(match -> match.group(1))
                .toList());
    }

    private static List<MatchResult> matches(String file, Pattern pattern) throws IOException {
        return pattern.matcher(text(file)).results().toList();
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
