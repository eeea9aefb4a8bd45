package dev.ptex.transport.http;

import dev.ptex.transport.Header;
import dev.ptex.transport.Resume;
import dev.ptex.transport.TransportRequest;
import java.util.List;
import java.util.Optional;

/** Asks for the rest of a file, and checks that the rest is what comes (RFC 9110 section 14). */
final class Ranges {
    private Ranges() {}

    /** Nothing if the user asks for a range of their own: the rest of that is not ours to name. */
    static List<Header> headers(TransportRequest request) {
        Resume resume = request.resume();
        if (resume.offset() == 0 || request.headers().headers().stream().anyMatch(header -> header.is("Range"))) {
            return List.of();
        }
        Header range = new Header("Range", "bytes=" + resume.offset() + "-");
        return resume.validator()
                .map(validator -> List.of(range, new Header("If-Range", validator.value())))
                .orElse(List.of(range));
    }

    /**
     * Whether a 206 goes on exactly where it was asked to, to the end, and with the version that was begun. A server
     * that says something else of the file is not believed.
     */
    static boolean goesOn(Resume resume, Reply reply) {
        Optional<ContentRange> range = reply.contentRange();
        if (range.isEmpty() || range.get().first() != resume.offset()) {
            return false;
        }
        boolean toTheEnd = range.get().total().isEmpty()
                || range.get().last() == range.get().total().getAsLong() - 1;
        boolean sameLength = resume.total().isEmpty()
                || (range.get().last() == resume.total().getAsLong() - 1
                        && (range.get().total().isEmpty() || range.get().total().equals(resume.total())));
        boolean sameVersion = resume.validator().isEmpty()
                || reply.validator().isEmpty()
                || reply.validator().equals(resume.validator());
        return toTheEnd && sameLength && sameVersion && sizeFits(range.get(), reply);
    }

    private static boolean sizeFits(ContentRange range, Reply reply) {
        return reply.length().isEmpty() || reply.length().getAsLong() == range.last() - range.first() + 1;
    }
}
