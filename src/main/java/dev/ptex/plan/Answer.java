package dev.ptex.plan;

/**
 * Whether a reply belongs to the file in the making.
 *
 * @param reason for a reply that is not taken, one lower-case phrase
 */
public record Answer(Kind kind, String reason) {
    /** What to do with the reply's body. */
    public enum Kind {
        /** It goes on with what is there; what it brings of that is skipped. */
        TAKE,
        /** What is there is dropped, and the file begins anew with this body. */
        RESTART,
        /** Its source comes after all others, since it seems to have another file. */
        DOUBT,
        REFUSE
    }

    static final Answer TAKE = new Answer(Kind.TAKE, "");
    static final Answer RESTART = new Answer(Kind.RESTART, "");

    static Answer doubt(String reason) {
        return new Answer(Kind.DOUBT, reason);
    }

    static Answer refuse(String reason) {
        return new Answer(Kind.REFUSE, reason);
    }
}
