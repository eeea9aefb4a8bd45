package dev.ptex.manifest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where a manifest's text is: a file of its own, or the end of a scie. */
final class ManifestFile {
    private static final int BYTE_ORDER_MARK = 0xef;

    private ManifestFile() {}

    /** Told by what is in it; what is neither is left to the parser, which says what is wrong with it. */
    static boolean isScie(Path file) throws IOException {
        return !beginsAsJson(file) && ScieTail.offset(file).isPresent();
    }

    /** The text, which has to be UTF-8; all of a file that is neither. */
    static ManifestText open(Path file) throws IOException {
        OptionalLong offset = beginsAsJson(file) ? OptionalLong.of(0) : ScieTail.offset(file);
        InputStream bytes = Files.newInputStream(file);
        try {
            bytes.skipNBytes(offset.orElse(0));
            return offset.isPresent() ? ManifestText.strict(bytes) : ManifestText.lenient(bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static boolean beginsAsJson(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 512)) {
            int first = bytes.read();
            if (first == BYTE_ORDER_MARK) {
                bytes.skipNBytes(2);
                first = bytes.read();
            }
            while (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
                first = bytes.read();
            }
            return first == '{';
        }
    }
}
