package dev.ptex.spool;

import dev.ptex.plan.Segment;
import dev.ptex.plan.Sidecar;
import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a sidecar is written: one line, whose end tells whether everything is there. A weak tag is not: what a run goes on
 * with has a hash, which tells more.
 */
final class SidecarFormat {
    private static final Pattern LINE =
            Pattern.compile("ptex 2 (\\p{Alnum}*) of (\\d{1,18}):([\\d -]*);(.*)\n", Pattern.DOTALL);

    private static final Pattern PIECE = Pattern.compile(" (\\d{1,18})-(\\d{1,18})");

    private SidecarFormat() {}

    static String text(Sidecar sidecar) {
        String pieces = sidecar.segments().stream()
                .map(piece -> " " + piece.from() + "-" + piece.to())
                .collect(Collectors.joining());
        String version = sidecar.version().map(Validator::value).orElse("");
        return "ptex 2 " + sidecar.source() + " of " + sidecar.total() + ":" + pieces + ";" + version + "\n";
    }

    /** @throws IOException if it says nothing */
    static Sidecar parse(String text) throws IOException {
        Matcher line = LINE.matcher(text);
        if (!line.matches() || !PIECE.matcher(line.group(3)).replaceAll("").isEmpty()) {
            throw new IOException("it is not complete");
        }
        return new Sidecar(
                line.group(1),
                Optional.of(line.group(4)).filter(value -> !value.isEmpty()).map(Validator::new),
                Long.parseLong(line.group(2)),
                PIECE.matcher(line.group(3))
                        .results()
                        .map(piece -> new Segment(Long.parseLong(piece.group(1)), Long.parseLong(piece.group(2))))
                        .toList());
    }
}
