package dev.ptex.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** dist/ptex-sbom.json says what dist/ptex is made of: these artifacts, as they are in the repository they come from. */
class SbomIT {
    private static final Path DIST = Path.of("dist").toAbsolutePath();

    /** What a purl says: group, artifact, version. */
    private static final Pattern PURL = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+)\\?.*");

    /** Names that Quarkus gives to what it generates. */
    private static final Pattern GENERATED =
            Pattern.compile("io/quarkus/(runner|runtime/generated|arc/generator|arc/setup)/.*"
                    + "|.*(_Bean|_ClientProxy|_Subclass(\\$\\d+)?|_ArcAnnotationLiteral|_Observer_\\w+|\\$\\$CMImpl)\\.class"
                    + "|io/quarkus/jackson/customizer/RegisterSerializersAndDeserializersCustomizer\\.class"
                    + "|io/quarkus/rest/client/reactive/runtime/AnnotationRegisteredProvidersImplementation\\.class");

    private static final List<ZipFile> ARTIFACTS = new ArrayList<>();

    @BeforeAll
    static void openArtifacts() throws IOException {
        Path sbom = DIST.resolve("ptex-sbom.json");
        assumeTrue(Files.exists(sbom), "Maven makes no SBOM when it is offline");
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        for (JsonNode component : new ObjectMapper().readTree(sbom.toFile()).get("components")) {
            Matcher purl = PURL.matcher(component.get("purl").asText());
            assertThat(purl.matches()).as(component.get("purl").asText()).isTrue();
            Path end = Path.of(purl.group(2), purl.group(3), purl.group(2) + "-" + purl.group(3) + ".jar");
            for (Path artifact : classPath) {
                if (artifact.endsWith(end)) {
                    ARTIFACTS.add(new ZipFile(artifact.toFile()));
                }
            }
        }
    }

    @AfterAll
    static void closeArtifacts() throws IOException {
        for (ZipFile artifact : ARTIFACTS) {
            artifact.close();
        }
    }

    @Test
    void classesOfOthers_areThoseOfTheArtifacts() throws IOException {
        List<String> changed = new ArrayList<>();
        int same = 0;
        try (ZipFile jar = new ZipFile(DIST.resolve("ptex").toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (!entry.getName().endsWith(".class") || isOwn(entry.getName())) {
                    continue;
                }
                if (isSame(jar, entry)) {
                    same++;
                } else {
                    changed.add(entry.getName());
                }
            }
        }

        // What Quarkus' own build steps change: what its container is to manage, and what Netty probes at start.
        assertThat(changed)
                .containsExactlyInAnyOrder(
                        "io/netty/channel/ChannelHandlerAdapter.class",
                        "io/netty/channel/ChannelInitializer.class",
                        "io/netty/channel/DefaultChannelId.class",
                        "io/netty/util/internal/CleanerJava9.class",
                        "io/quarkus/picocli/runtime/DefaultPicocliCommandLineFactory.class",
                        "io/smallrye/context/SmallRyeManagedExecutor.class",
                        "io/vertx/core/impl/ContextInternal.class");
        assertThat(same).isGreaterThan(5_000);
    }

    private static boolean isOwn(String name) {
        return name.startsWith("dev/ptex/") || (GENERATED.matcher(name).matches() && !isInArtifacts(name));
    }

    private static boolean isInArtifacts(String name) {
        return ARTIFACTS.stream().anyMatch(artifact -> artifact.getEntry(name) != null);
    }

    /** A class can be in several artifacts; which of them is first on the class path is Quarkus' business. */
    private static boolean isSame(ZipFile jar, ZipEntry entry) throws IOException {
        byte[] bytes = bytes(jar, entry);
        for (ZipFile artifact : ARTIFACTS) {
            ZipEntry original = artifact.getEntry(entry.getName());
            if (original != null && Arrays.equals(bytes, bytes(artifact, original))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        return zip.getInputStream(entry).readAllBytes();
    }
}
