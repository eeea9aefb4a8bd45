package dev.ptex.auth;

import java.util.Optional;

/** A way to prove who one is, for as long as one request is being let in. Not safe for several threads. */
interface Scheme {
    /** What may be sent before anybody asks: what was asked for the last time. */
    Optional<Answer> unasked();

    /** Which of the challenges this would answer, the strongest first; nothing if it can answer none. */
    Optional<Challenge> choose(Challenges challenges);

    /** @return nothing if what was answered before has been refused */
    Optional<Answer> answer(Challenge challenge);
}
