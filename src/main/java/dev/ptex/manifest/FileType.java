package dev.ptex.manifest;

import java.util.Map;

/** What scie-jump takes a file for by its name, where it lies there when the scie is made ({@code lift.rs}). */
final class FileType {
    static final String BLOB = "blob";
    static final String DIRECTORY = "directory";
    static final String ZIP = "zip";

    private static final Map<String, String> ARCHIVES = Map.ofEntries(
            Map.entry(ZIP, ZIP),
            Map.entry("tar", "tar"),
            Map.entry("tar.bz2", "tar.bz2"),
            Map.entry("tbz2", "tar.bz2"),
            Map.entry("tar.gz", "tar.gz"),
            Map.entry("tgz", "tar.gz"),
            Map.entry("tar.xz", "tar.xz"),
            Map.entry("tar.lzma", "tar.xz"),
            Map.entry("tlz", "tar.xz"),
            Map.entry("tar.Z", "tar.Z"),
            Map.entry("tar.zst", "tar.zst"),
            Map.entry("tzst", "tar.zst"));

    private FileType() {}

    /** @param name with folders, if it is in one */
    static String of(String name) {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return ARCHIVES.getOrDefault(extension(base), BLOB);
    }

    /** The extension; all of a name that has none. Two where the first one is {@code tar} and something stands before it. */
    private static String extension(String name) {
        int last = name.lastIndexOf('.');
        int tar = last - ".tar".length();
        if (tar < 0 || !name.startsWith(".tar", tar)) {
            return name.substring(last + 1);
        }
        String stem = name.substring(0, tar);
        String rest = name;
        // scie-jump takes the stem away for as long as there is one: .tar.tar.gz is a blob.
        while (!stem.isEmpty() && rest.startsWith(stem)) {
            rest = rest.substring(stem.length());
        }
        return rest.replaceFirst("^\\.+", "");
    }
}
