package dev.ptex.plan;

import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known of a kept spool: which version of the file it is from, and which parts are there.
 *
 * @param source the URL's hash, because a URL may hold secrets
 * @param total the file's length in bytes
 * @param segments what is there, where it is not simply the file's beginning
 */
public record Sidecar(String source, Optional<Validator> version, long total, List<Segment> segments) {
    /** The line's end tells whether everything is there. */
    private static final Pattern LINE =
            Pattern.compile("ptex 2 (\\p{Alnum}*) of (\\d{1,18}):([\\d -]*);(.*)\n", Pattern.DOTALL);

    private static final Pattern PIECE = Pattern.compile(" (\\d{1,18})-(\\d{1,18})");

    public Sidecar {
        segments = List.copyOf(segments);
    }

    /** What {@link #parse} reads. */
    public String text() {
        String pieces = segments.stream()
                .map(piece -> " " + piece.from() + "-" + piece.to())
                .collect(Collectors.joining());
        String value = version.map(Validator::value).orElse("");
        return "ptex 2 " + source + " of " + total + ":" + pieces + ";" + value + "\n";
    }

    /** @throws IOException if it says nothing */
    public static Sidecar parse(String text) throws IOException {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
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
