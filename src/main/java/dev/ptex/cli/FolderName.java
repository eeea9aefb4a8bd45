package dev.ptex.cli;

import dev.ptex.config.Platform;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which names a manifest's files may have, so that each is a file of its own in one folder, on every system. */
final class FolderName {
    static final String MANIFEST = "lift.json";
    static final String CHECKSUMS = "SHA256SUMS";

    private FolderName() {}

    /** Why a name is none, as the end of a sentence that begins with it. */
    static Optional<String> problem(String name, Platform platform) {
        if (List.of("", ".", "..").contains(name)) {
            return Optional.of("is not the name of a file");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return Optional.of("leads into another folder");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has a control character");
        }
        if (name.equalsIgnoreCase(MANIFEST) || name.equalsIgnoreCase(CHECKSUMS)) {
            return Optional.of("is what ptex itself writes there");
        }
        if (RemoteName.RESERVED.matcher(name).matches()) {
            return Optional.of("is a device on Windows");
        }
        if (!isKnownToTheSystem(name)) {
            return Optional.of("cannot be the name of a file here");
        }
        boolean odd = name.matches(".*[:*?\"<>|].*") || name.endsWith(".") || name.endsWith(" ");
        return platform.isWindows() && odd ? Optional.of("is no file name on Windows") : Optional.empty();
    }

    /** Half of a surrogate pair, say, or letters that the locale's encoding lacks. */
    private static boolean isKnownToTheSystem(String name) {
        try {
            return Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What is the same for names that systems may take for one, which ignore case and how letters are composed. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
