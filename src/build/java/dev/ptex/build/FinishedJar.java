package dev.ptex.build;

import java.io.IOException;
import java.io.InputStream;
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
 * Gives the entries of Quarkus' jar an order and one time stamp, which differ from build to build otherwise. Their content
 * stays as it is: a class of the jar is the class that the SBOM names.
 */
public final class FinishedJar {
    private FinishedJar() {}

    /** Arguments: the jar, the time stamp. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path finished = jar.resolveSibling(jar.getFileName() + ".finished");
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(args[1]), ZoneOffset.UTC);
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(finished))) {
            for (ZipEntry entry : inOrder(from)) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(time);
                to.putNextEntry(copy);
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
                to.closeEntry();
            }
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
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
