package dev.ptex.testing;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An honest server's answers to requests for a file and parts of it (RFC 9110 sections 13 and 14). */
public final class RangeServer {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private RangeServer() {}

    public static Reply answer(RecordedRequest request, byte[] file, String entityTag) {
        Optional<String> range = request.header("Range");
        boolean changed =
                request.header("If-Range").filter(tag -> !tag.equals(entityTag)).isPresent();
        if (request.header("If-Match").filter(tag -> !tag.equals(entityTag)).isPresent()) {
            return Reply.status(412);
        }
        if (range.isEmpty() || changed) {
            return headers(Reply.ok(file), entityTag);
        }
        Matcher matcher = RANGE.matcher(range.get());
        if (!matcher.matches()) {
            return headers(Reply.ok(file), entityTag);
        }
        int first = Integer.parseInt(matcher.group(1));
        if (first >= file.length) {
            return Reply.status(416).header("Content-Range", "bytes */" + file.length);
        }
        int last = matcher.group(2).isEmpty()
                ? file.length - 1
                : Math.min(file.length - 1, Integer.parseInt(matcher.group(2)));
        return headers(Reply.status(206), entityTag)
                .header("Content-Range", "bytes " + first + "-" + last + "/" + file.length)
                .body(Arrays.copyOfRange(file, first, last + 1));
    }

    private static Reply headers(Reply reply, String entityTag) {
        return reply.header("Accept-Ranges", "bytes").header("ETag", entityTag);
    }
}
