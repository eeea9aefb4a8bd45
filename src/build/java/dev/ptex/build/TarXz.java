package dev.ptex.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Packs one executable as small as xz can, and into the same bytes in every build: with no owner, and with the build's
 * time stamp. Ant's and Maven's tasks know no filters of xz, and the one for x86 code takes off another 8 %.
 */
public final class TarXz {
    private static final int EXECUTABLE = 0100755;

    private TarXz() {}

    /** Arguments: the executable, its name in the archive, the platform, the time stamp, the archive. */
    public static void main(String[] args) throws IOException {
        Path executable = Path.of(args[0]);
        TarArchiveEntry entry = new TarArchiveEntry(args[1]);
        entry.setSize(Files.size(executable));
        entry.setMode(EXECUTABLE);
        entry.setModTime(Date.from(Instant.parse(args[3])));
        try (var packed = new XZOutputStream(Files.newOutputStream(Path.of(args[4])), filters(args[2]));
                var tar = new TarArchiveOutputStream(packed)) {
            tar.putArchiveEntry(entry);
            Files.copy(executable, tar);
            tar.closeArchiveEntry();
        }
    }

    /**
     * scie-jump unpacks with liblzma 5.2, which has a filter for x86 code, and none for 64-bit ARM yet. The dictionary is
     * xz' default, 8 MiB: the largest takes off another 0.3 %, and 65 MB of memory from everyone who unpacks it.
     */
    private static FilterOptions[] filters(String platform) throws IOException {
        LZMA2Options lzma2 = new LZMA2Options();
        return platform.endsWith("x86_64")
                ? new FilterOptions[] {new X86Options(), lzma2}
                : new FilterOptions[] {lzma2};
    }
}
