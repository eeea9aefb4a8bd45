package dev.ptex.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a scie is made of.
 *
 * @param manifest they lie beside it
 * @param fetched the names of those that it does not carry
 */
record CarriedFiles(Path manifest, List<LiftFile> files, Set<String> fetched) {
    static boolean isDirectory(LiftFile file, Optional<LocalFile> local) {
        return file.type().filter(FileType.DIRECTORY::equals).isPresent()
                || local.filter(LocalFile::isDirectory).isPresent();
    }

    /** How many bytes it carries, but for its directories. */
    long weight() throws IOException {
        long weight = 0;
        for (LiftFile file : files) {
            if (isCarried(file)) {
                Optional<LocalFile> local = LocalFile.find(manifest, file.name());
                weight += local.isPresent() ? local.get().size() : file.size().orElse(0);
            }
        }
        return weight;
    }

    boolean hasDirectories() throws IOException {
        for (LiftFile file : files) {
            if (isDirectory(file, LocalFile.find(manifest, file.name()))) {
                return true;
            }
        }
        return false;
    }

    /** The last file, if it is a zip that is not carried: scie-jump takes it for the zip that a scie's files end with. */
    Optional<LiftFile> lastThatHidesTheEnd() throws IOException {
        if (files.isEmpty() || isCarried(files.get(files.size() - 1))) {
            return Optional.empty();
        }
        LiftFile last = files.get(files.size() - 1);
        Optional<LocalFile> local = LocalFile.find(manifest, last.name());
        boolean isZip = local.isPresent()
                ? !local.get().isDirectory() && local.get().isZip()
                : last.type().orElseGet(() -> FileType.of(last.name())).equals(FileType.ZIP);
        return isZip ? Optional.of(last) : Optional.empty();
    }

    boolean isCarried(LiftFile file) {
        return file.source().isEmpty() && !fetched.contains(file.name());
    }
}
