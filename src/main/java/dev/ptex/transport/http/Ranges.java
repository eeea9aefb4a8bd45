package dev.ptex.transport.http;

import dev.ptex.transport.Header;
import dev.ptex.transport.Part;
import dev.ptex.transport.TransportRequest;
import java.util.List;
import java.util.Optional;

/** Asks for a part of a file, and checks that this part is what comes (RFC 9110 section 14). */
final class Ranges {
    private Ranges() {}

    /** Nothing if the user asks for a range of their own: the rest of that is not ours to name. */
    static List<Header> headers(TransportRequest request) {
        Part part = request.part();
        if (!part.isPartial() || isUsers(request)) {
            return List.of();
        }
        String last = part.end().isPresent() ? String.valueOf(part.end().getAsLong() - 1) : "";
        Header range = new Header("Range", "bytes=" + part.offset() + "-" + last);
        return part.validator()
                .map(validator -> List.of(range, new Header("If-Range", validator.value())))
                .orElse(List.of(range));
    }

    /** Whether the server serves parts, and whether it is ours to ask for them. */
    static boolean areServed(TransportRequest request, Reply reply) {
        return !isUsers(request) && (reply.status() == 206 || reply.acceptsRanges());
    }

    private static boolean isUsers(TransportRequest request) {
        return request.headers().headers().stream().anyMatch(header -> header.is("Range"));
    }

    /**
     * Whether a 206 goes on exactly where it was asked to, as far as it was asked to, and with the version that was begun. A server
     * that says something else of the file is not believed.
     */
    static boolean goesOn(Part part, Reply reply) {
        Optional<ContentRange> range = reply.contentRange();
        if (range.isEmpty() || range.get().first() != part.offset()) {
            return false;
        }
        boolean sameVersion = part.validator().isEmpty()
                || reply.validator().isEmpty()
                || reply.validator().equals(part.validator());
        return endsRight(part, range.get()) && sameVersion && sizeFits(range.get(), reply);
    }

    private static boolean endsRight(Part part, ContentRange range) {
        long end = range.last() + 1;
        if (part.end().isPresent()) {
            return end == part.end().getAsLong() && range.total().equals(part.total());
        }
        boolean toTheEnd = range.total().isEmpty() || range.total().getAsLong() == end;
        return toTheEnd && (part.total().isEmpty() || part.total().getAsLong() == end);
    }

    private static boolean sizeFits(ContentRange range, Reply reply) {
        return reply.length().isEmpty() || reply.length().getAsLong() == range.last() - range.first() + 1;
    }
}
