package dev.ptex.plan;

import dev.ptex.transport.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a kept spool: which version of the file it is from, and which parts are there.
 *
 * @param source the URL's hash, because a URL may hold secrets
 * @param total the file's length in bytes
 * @param segments what is there, where it is not simply the file's beginning
 */
public record Sidecar(String source, Optional<Validator> version, long total, List<Segment> segments) {
    /** Written last, so that it tells whether everything is there. */
    private static final String LAST = "end";

    private static final String FORMAT = "1";

    public Sidecar {
        segments = List.copyOf(segments);
    }

    /** What {@link #parse} reads. */
    public String text() {
        StringBuilder text = new StringBuilder("ptex " + FORMAT + "\nsource ").append(source);
        text.append("\ntotal ").append(total).append('\n');
        version.ifPresent(known -> text.append("version ").append(known.value()).append('\n'));
        segments.forEach(piece -> text.append("piece ")
                .append(piece.from())
                .append(' ')
                .append(piece.to())
                .append('\n'));
        return text.append(LAST).append('\n').toString();
    }

    /** @throws IOException if it says nothing */
    public static Sidecar parse(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        List<Segment> segments = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 2);
            String value = words.length == 1 ? "" : words[1];
            if (words[0].equals("piece")) {
                segments.add(piece(value));
            } else {
                fields.put(words[0], value);
            }
        }
        if (!fields.containsKey(LAST) || !FORMAT.equals(fields.get("ptex"))) {
            throw new IOException("it is not complete");
        }
        return new Sidecar(
                fields.getOrDefault("source", ""),
                Optional.ofNullable(fields.get("version")).map(Validator::new),
                number(fields.getOrDefault("total", "")),
                segments);
    }

    private static Segment piece(String text) throws IOException {
        int blank = text.indexOf(' ');
        return new Segment(number(text.substring(0, Math.max(blank, 0))), number(text.substring(blank + 1)));
    }

    private static long number(String text) throws IOException {
        if (!text.matches("\\d{1,18}")) {
            throw new IOException("it has no number where there should be one");
        }
        return Long.parseLong(text);
    }
}
