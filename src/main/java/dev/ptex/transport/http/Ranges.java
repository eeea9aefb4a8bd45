package dev.ptex.transport.http;

import dev.ptex.header.Header;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportException.Kind;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks for a range of a file, and checks that this range is what comes (RFC 9110 sections 13 and 14). */
final class Ranges {
    private Ranges() {}

    /** No range if the user asks for one of their own: the rest of that is not ours to name. */
    static List<Header> headers(TransportRequest request) {
        Optional<Range> range = request.range().filter(wanted -> !isUsers(request));
        List<Header> headers = new ArrayList<>();
        range.ifPresent(wanted -> headers.add(new Header("Range", "bytes=" + wanted.from() + "-" + last(wanted))));
        request.condition().validator().ifPresent(version -> {
            if (request.condition().kind() == Condition.Kind.IF_MATCH) {
                headers.add(new Header(version.isEntityTag() ? "If-Match" : "If-Unmodified-Since", version.value()));
            } else if (range.isPresent()) {
                headers.add(new Header("If-Range", version.value()));
            }
        });
        return headers;
    }

    private static String last(Range range) {
        return range.to().isPresent() ? String.valueOf(range.to().getAsLong() - 1) : "";
    }

    private static boolean isUsers(TransportRequest request) {
        return request.headers().headers().stream().anyMatch(header -> header.is("Range"));
    }

    /**
     * What a reply with status 2xx, 412 or 416 brings.
     *
     * @return nothing if its status has nothing to do with what was asked for
     */
    static Optional<TransportResponse> response(TransportRequest request, Reply reply) throws TransportException {
        if (reply.status() >= 200
                && reply.status() < 300
                && !reply.transferCodings().isEmpty()) {
            throw new TransportException("the server sends it encoded for the way as "
                    + String.join(", ", reply.transferCodings()) + " (Transfer-Encoding), which is not supported");
        }
        boolean asked = request.range().isPresent() && !isUsers(request);
        if (reply.status() == 206 && asked) {
            return Optional.of(part(request, request.range().get(), reply));
        }
        if (reply.status() == 206 && !isUsers(request)) {
            throw new TransportException("the server sends a part of the file (206), and the whole was asked for");
        }
        if (reply.status() == 416 && asked) {
            throw new TransportException(
                    Kind.NO_SUCH_RANGE,
                    "the file has no byte " + request.range().get().from());
        }
        if (reply.status() == 412 && request.condition().kind() == Condition.Kind.IF_MATCH) {
            throw changed();
        }
        if (reply.status() < 200 || reply.status() >= 300) {
            return Optional.empty();
        }
        if (request.condition().kind() == Condition.Kind.IF_MATCH && isAnother(request, reply)) {
            throw changed();
        }
        if (reply.status() == 206 && reply.contentRange().isPresent()) {
            return Optional.of(partForUser(reply, reply.contentRange().get()));
        }
        return Optional.of(new TransportResponse.Whole(
                reply.length(), reply.validator(), !isUsers(request) && reply.acceptsRanges(), reply.body()));
    }

    /** The part that the user asked for with -H is the file that they want; it ends where the server says that it does. */
    private static TransportResponse partForUser(Reply reply, ContentRange range) {
        long length = range.last() + 1 - range.first();
        return new TransportResponse.Whole(
                OptionalLong.of(length), reply.validator(), false, reply.body().bounded(length));
    }

    /** A part that begins where it was asked to, of the version that was begun: what else a server says is not believed. */
    private static TransportResponse part(TransportRequest request, Range wanted, Reply reply)
            throws TransportException {
        ContentRange range = reply.contentRange()
                .filter(sent -> sent.first() == wanted.from())
                .orElseThrow(() -> new TransportException(
                        Kind.NO_SUCH_RANGE, "the server sends another part of the file than was asked for"));
        if (isAnother(request, reply)) {
            throw changed();
        }
        long length = range.last() + 1 - range.first();
        if (reply.length().orElse(length) != length) {
            throw new TransportException(
                    Kind.NO_SUCH_RANGE,
                    "the server sends " + reply.length().getAsLong() + " bytes for a part of " + length);
        }
        long end = Math.min(range.last() + 1, wanted.to().orElse(Long.MAX_VALUE));
        return new TransportResponse.Part(
                Range.of(wanted.from(), end),
                range.total(),
                reply.validator(),
                reply.body().bounded(end - wanted.from()));
    }

    private static boolean isAnother(TransportRequest request, Reply reply) {
        Optional<Validator> version = request.condition().validator();
        return version.isPresent()
                && reply.validator().isPresent()
                && !reply.validator().equals(version);
    }

    private static TransportException changed() {
        return new TransportException(Kind.CHANGED, "the file has changed on the server");
    }
}
