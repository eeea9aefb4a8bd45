package dev.ptex.build;

import java.io.IOException;
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
 * Rewrites Quarkus' jar so that every build of the same sources gives the same bytes. Quarkus 3.33 builds with several
 * threads, and which of them is first shows in two things: the order of the jar's folders, and the numbers of
 * {@link ProxyKeys}.
 */
public final class SteadyJar {
    private static final String RECORDED = "io/quarkus/runner/";

    private SteadyJar() {}

    /** Arguments: the jar, the time stamp. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path steady = jar.resolveSibling(jar.getFileName() + ".steady");
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(args[1]), ZoneOffset.UTC);
        ProxyKeys keys = new ProxyKeys();
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(steady))) {
            for (ZipEntry entry : inOrder(from)) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(time);
                to.putNextEntry(copy);
                to.write(entry.getName().startsWith(RECORDED) ? keys.renumber(bytes) : bytes);
                to.closeEntry();
            }
        }
        Files.move(steady, jar, StandardCopyOption.REPLACE_EXISTING);
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
