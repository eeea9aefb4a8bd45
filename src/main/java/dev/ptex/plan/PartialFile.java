package dev.ptex.plan;

import dev.ptex.transport.TransportException;
import dev.ptex.transport.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file in the making: its length, its version, and which of its bytes are there, from whom. It alone says whether a
 * reply belongs to it.
 *
 * <p>With a hash, bytes of any source may lie side by side: the hash tells in the end. Without one, or once the hash has
 * said no of such a mixture, all are of one version of one source.
 */
public final class PartialFile {
    /** How far a body that announces no length is read beyond the expected size, so that none is endless. */
    private static final long LENIENCE = 1 << 20;

    /** What an interruption would cost of a smaller file is not worth a sidecar. */
    private static final long LEAST_NOTED = 1 << 20;

    private final OptionalLong expected;
    private final boolean hashed;
    private final boolean takesBack;
    private final Extents there = new Extents();
    private final Map<String, Validator> versions = new HashMap<>();
    private String source = "";
    private OptionalLong total = OptionalLong.empty();
    /** How many bytes were there at most. */
    private long most;

    private int replies;
    private boolean pure;
    private boolean out;
    private boolean apart;

    /**
     * @param expected the size that the manifest gives, which may be wrong if there is a hash
     * @param hashed whether a hash will tell whether the bytes are right
     * @param takesBack whether bytes that are released can be taken back
     */
    public PartialFile(OptionalLong expected, boolean hashed, boolean takesBack) {
        this.expected = expected;
        this.hashed = hashed;
        this.takesBack = takesBack;
    }

    /**
     * Goes on from what an earlier run has left.
     *
     * @param sidecar what it has noted, if anything
     * @param length how long the file with the bytes is
     */
    public void resume(Optional<Sidecar> sidecar, long length) {
        sidecar.ifPresent(noted -> {
            source = noted.source();
            total = OptionalLong.of(noted.total());
            noted.version().ifPresent(version -> versions.put(source, version));
            apart = !noted.segments().isEmpty();
            noted.segments().forEach(segment -> there.add(segment.from(), Math.min(segment.to(), length)));
        });
        if (!apart) {
            there.add(0, Math.min(length, limit()));
        }
        most = there.count();
        replies = most > 0 ? 1 : 0;
    }

    /**
     * Goes on from what another one knows of the same file, if its sources could.
     *
     * @param length how much of its beginning is at hand
     */
    public void goOn(PartialFile other, long length) {
        if (length > 0 && other.mayGoOn(other.source)) {
            source = other.source;
            total = other.total;
            pure = other.pure;
            versions.putAll(other.versions);
            there.add(0, length);
            most = length;
            replies = 1;
        }
    }

    /** What the next run has to know; nothing if that is of no use to it. */
    public Optional<Sidecar> sidecar() {
        return total.isPresent() && (apart || total.getAsLong() >= LEAST_NOTED)
                ? Optional.of(new Sidecar(source, version(source), total.getAsLong(), apart ? there.list() : List.of()))
                : Optional.empty();
    }

    /** Whether its bytes are, or are going to be, more than its beginning. */
    public boolean isApart() {
        return apart;
    }

    /** Notes that bytes of this segment are going to come. */
    void expect(Segment segment) {
        apart |= segment.from() > there.endOf(0);
    }

    /**
     * Whether a reply belongs to this file; if so, that it does is noted.
     *
     * @param from its source's id
     * @param amongOthers whether others are bringing parts of the file just now, which must not be disturbed
     * @param last whether there is no better source
     */
    public Answer offer(String from, Reply reply, boolean amongOthers, boolean last) {
        Answer answer = judge(from, reply, amongOthers, last);
        if (answer.kind() == Answer.Kind.RESTART) {
            restart();
        }
        if (answer.kind() == Answer.Kind.RESTART || answer.kind() == Answer.Kind.TAKE) {
            source = replies == 0 ? from : source;
            replies++;
            reply.validator().ifPresent(version -> versions.put(from, version));
            total = total.isPresent() ? total : reply.total();
        }
        return answer;
    }

    private Answer judge(String from, Reply reply, boolean amongOthers, boolean last) {
        if (!last && differ(reply.total(), expected)) {
            return Answer.doubt(lengths(reply.total(), expected, "the manifest says"));
        }
        if (!last && hashed && !pure && !from.equals(source) && differ(reply.total(), total)) {
            return Answer.doubt(lengths(reply.total(), total, "another URL's file has"));
        }
        if (reply.whole() && amongOthers) {
            return Answer.refuse("it sends no parts of the file");
        }
        if (reply.segment().length() <= 0 && !reply.whole()) {
            return Answer.refuse("it sends an empty part");
        }
        if (replies > 0 && belongs(from, reply)) {
            return Answer.TAKE;
        }
        if (!hashed && differ(reply.total(), total) && isSameVersion(from, reply)) {
            return Answer.refuse(lengths(reply.total(), total, "the same version had"));
        }
        if (!reply.whole()) {
            return Answer.refuse("the part that it sends is of another version of the file");
        }
        return isBound()
                ? Answer.refuse("it cannot go on after the " + there.endOf(0) + " bytes that are out already")
                : Answer.RESTART;
    }

    private boolean belongs(String from, Reply reply) {
        if (differ(reply.total(), total)) {
            return false;
        }
        boolean same = isSameVersion(from, reply);
        if (hashed) {
            boolean unknown = version(from).isEmpty() || reply.validator().isEmpty();
            return (same || unknown) && (!pure || from.equals(source));
        }
        return from.equals(source)
                && same
                && (total.isPresent() || reply.total().isPresent());
    }

    private boolean isSameVersion(String from, Reply reply) {
        return version(from).isPresent()
                && reply.validator().filter(version(from).get()::matches).isPresent();
    }

    private static boolean differ(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() && one.getAsLong() != other.getAsLong();
    }

    private static String lengths(OptionalLong actual, OptionalLong other, String whose) {
        return "it has " + actual.orElse(0) + " bytes, " + whose + " " + other.orElse(0);
    }

    /** Whether a source may be asked for a part, since it could not be refused. */
    boolean mayGoOn(String from) {
        return hashed
                ? !pure || from.equals(source)
                : from.equals(source) && version(from).isPresent();
    }

    /** Whether there is anything that this source could still bring. */
    boolean mayHelp(String from) {
        return !isBound() || mayGoOn(from);
    }

    /** The version that parts of this source must be of, so far as that is known. */
    Optional<Validator> version(String from) {
        return Optional.ofNullable(versions.get(from));
    }

    /** Whether bytes are out that nobody can take back. */
    boolean isBound() {
        return out && !takesBack;
    }

    /** Notes that bytes were handed on. */
    void released() {
        out = true;
    }

    /**
     * Notes that bytes are in the store.
     *
     * @return by how many that is more than ever
     */
    long add(long from, long to) {
        there.add(from, to);
        long gain = Math.max(0, there.count() - most);
        most += gain;
        return gain;
    }

    /** Notes that a body without length has ended here. */
    void endsAt(long position) {
        total = OptionalLong.of(position);
    }

    public OptionalLong total() {
        return total;
    }

    /** The length that is likely. */
    public OptionalLong likelyTotal() {
        return total.isPresent() ? total : expected;
    }

    /** Why a body is not read beyond its limit. */
    TransportException endless() {
        return new TransportException("it does not end where it should: more than " + limit() + " bytes came, "
                + expected.orElse(0) + " are expected");
    }

    /** Where a body that says nothing of its end is cut off. */
    long limit() {
        return total.orElse(expected.isPresent() ? expected.getAsLong() + LENIENCE : Segment.OPEN);
    }

    /** Where the segment that begins at this byte ends, if it is there; else this byte. */
    public long endOf(long position) {
        return there.endOf(position);
    }

    /** What is missing from a byte on, up to the next that is there. */
    Optional<Segment> gap(long position) {
        return there.gap(position, total.orElse(Segment.OPEN));
    }

    /** What is there by now; to add to. */
    Extents there() {
        return there.copy();
    }

    /** How many bytes are there. */
    public long count() {
        return there.count();
    }

    long missing() {
        return total.orElse(Segment.OPEN) - there.count();
    }

    public boolean isComplete() {
        return total.isPresent() && there.count() >= total.getAsLong();
    }

    /** Whether what is there came in several replies, which have not fitted together if it is wrong. */
    boolean isMixed() {
        return replies > 1 && !pure;
    }

    /** Whether parts that this source brings at the same time would fit together. */
    boolean isDivisible(String from) {
        return !pure && mayGoOn(from);
    }

    boolean isSource(String id) {
        return id.equals(source);
    }

    /** From now on all bytes are to be of one source, so that it is plain whose are wrong. */
    void purify() {
        pure = true;
        reject();
    }

    /** Forgets everything, since it was not right. */
    void reject() {
        restart();
        most = 0;
    }

    /** Forgets everything. */
    void restart() {
        there.clear();
        versions.clear();
        source = "";
        total = OptionalLong.empty();
        replies = 0;
        apart = false;
    }
}
