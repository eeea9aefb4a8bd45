package dev.ptex.cli;

import dev.ptex.config.Platform;
import java.util.List;
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
        boolean odd = name.matches(".*[:*?\"<>|].*") || name.endsWith(".") || name.endsWith(" ");
        return platform.isWindows() && odd ? Optional.of("is no file name on Windows") : Optional.empty();
    }
}
