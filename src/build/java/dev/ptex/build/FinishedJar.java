package dev.ptex.build;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites Quarkus' jar so that every build of the same sources gives the same bytes, and so that it starts sooner.
 *
 * <p>Quarkus 3.33 builds with several threads, and which of them is first shows in two things: the order of the jar's
 * folders, and the numbers of {@link ProxyKeys}. What makes it start sooner is in {@link StackMaps} and
 * {@link Concatenations}.
 */
public final class FinishedJar {
    private static final String RECORDED = "io/quarkus/runner/";

    private final ProxyKeys keys = new ProxyKeys();
    private final StackMaps stackMaps;

    private FinishedJar(ClassLoader classes) {
        stackMaps = new StackMaps(classes);
    }

    /** Arguments: the jar, the time stamp. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path finished = jar.resolveSibling(jar.getFileName() + ".finished");
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(args[1]), ZoneOffset.UTC);
        URL[] classPath = {jar.toUri().toURL()};
        try (ZipFile from = new ZipFile(jar.toFile());
                URLClassLoader classes = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(finished))) {
            FinishedJar finish = new FinishedJar(classes);
            for (ZipEntry entry : inOrder(from)) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(time);
                to.putNextEntry(copy);
                to.write(
                        finish.bytes(entry.getName(), from.getInputStream(entry).readAllBytes()));
                to.closeEntry();
            }
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] bytes(String name, byte[] bytes) throws IOException {
        if (!name.endsWith(".class")) {
            return bytes;
        }
        byte[] steady = name.startsWith(RECORDED) ? keys.renumber(bytes) : bytes;
        return Concatenations.unlinked(stackMaps.added(steady));
    }

    /** By name, but for META-INF, with its manifest first: readers of streams look for it there. */
    private static List<? extends ZipEntry> inOrder(ZipFile jar) {
        Comparator<ZipEntry> metaInfFirst =
                Comparator.comparing(entry -> !entry.getName().startsWith("META-INF/M"));
        return jar.stream()
                .sorted(metaInfFirst.thenComparing(ZipEntry::getName))
                .toList();
    }
}
