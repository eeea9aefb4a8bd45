package dev.ptex.auth;

/**
 * How often a password was said at one place that has not been shown to be right there. Directories lock accounts after a
 * few wrong ones, so that such a password goes out at most twice, whatever the place offers and over however many
 * connections. Until the first is answered, nobody says a second one. Safe for several threads.
 */
final class Attempts {
    private static final int MOST = 2;

    private enum Standing {
        UNKNOWN,
        /** What was said unasked was no trouble, but it may be that nobody has looked at it. */
        UNCHALLENGED,
        RIGHT,
        WRONG
    }

    private Standing standing = Standing.UNKNOWN;
    /** How often it was said and not shown to be right. */
    private int doubtful;
    /** How many have said it and do not know yet what comes of it. */
    private int pending;

    synchronized boolean isRefused() {
        return standing == Standing.WRONG;
    }

    /** Whether it will not be said any more. */
    synchronized boolean isOver() {
        return standing == Standing.WRONG || (standing != Standing.RIGHT && doubtful >= MOST && pending == 0);
    }

    /**
     * Waits while others do not know whether it is right, and counts.
     *
     * @return whether it may be said; not if the thread is interrupted
     */
    private synchronized boolean take(Turn turn) {
        try {
            // Who has said it already does not wait for others, who might wait for this one.
            while (turn.said == 0 && mustWait()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        if (standing == Standing.WRONG || (standing != Standing.RIGHT && doubtful >= MOST)) {
            return false;
        }
        pending += turn.said == 0 ? 1 : 0;
        turn.said++;
        doubtful++;
        return true;
    }

    private boolean mustWait() {
        return switch (standing) {
            case UNKNOWN -> pending > 0;
            case UNCHALLENGED -> pending > 0 && doubtful >= MOST;
            case RIGHT, WRONG -> false;
        };
    }

    private synchronized void admitted(Turn turn) {
        if (turn.said > 0) {
            if (turn.asked) {
                standing = Standing.RIGHT;
            } else if (standing == Standing.UNKNOWN) {
                standing = Standing.UNCHALLENGED;
            }
            settle(turn, true);
        }
    }

    private synchronized void refused(Turn turn) {
        standing = Standing.WRONG;
        settle(turn, false);
    }

    private synchronized boolean isLast(Turn turn) {
        return turn.said > 0 && standing != Standing.RIGHT && doubtful >= MOST;
    }

    /** Another challenge after as many attempts as there may be is a refusal, unless others may still be let in. */
    private synchronized boolean isSpent(Turn turn) {
        boolean spent = isLast(turn);
        if (spent && pending == 1) {
            refused(turn);
        }
        return spent;
    }

    /**
     * Says it again where nobody knows whether the first time was heard. Where it was taken unasked before, a connection
     * that breaks is just that.
     */
    private synchronized boolean repeat(Turn turn) {
        return isNoTrial(turn) ? standing != Standing.WRONG : take(turn);
    }

    /** Nobody has answered. */
    private synchronized void leave(Turn turn) {
        settle(turn, !turn.heard || isNoTrial(turn));
    }

    private boolean isNoTrial(Turn turn) {
        return !turn.asked && standing != Standing.UNKNOWN;
    }

    private synchronized void settle(Turn turn, boolean harmless) {
        if (turn.said > 0) {
            doubtful -= harmless ? turn.said : 0;
            pending--;
            turn.said = 0;
            notifyAll();
        }
    }

    /** One conversation's part in it, which has to be closed, because others wait for it. Of one thread. */
    final class Turn implements Trial {
        private int said;
        private boolean asked;
        private boolean heard;

        @Override
        public boolean say() {
            heard = true;
            return say(true);
        }

        /**
         * The same of what is only about to be sent, and counts once it is {@link #heard}.
         *
         * @param whenAsked whether the other side has asked for it, so that it will be looked at
         */
        boolean say(boolean whenAsked) {
            asked |= whenAsked;
            return take(this);
        }

        /** The other side was reached, and what was said went out. */
        void heard() {
            heard = true;
        }

        /** The other side wants more: what was said has been looked at. */
        void challenged() {
            asked |= said > 0;
            heard |= said > 0;
        }

        boolean repeat() {
            return Attempts.this.repeat(this);
        }

        boolean hasSaid() {
            return said > 0;
        }

        boolean isLast() {
            return Attempts.this.isLast(this);
        }

        boolean isSpent() {
            return Attempts.this.isSpent(this);
        }

        @Override
        public void admitted() {
            Attempts.this.admitted(this);
            asked = false;
            heard = false;
        }

        @Override
        public void refused() {
            Attempts.this.refused(this);
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
