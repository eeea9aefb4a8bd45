package dev.ptex.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.transport.Validator;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartialFileTest {
    private static final Optional<Validator> FIRST = Optional.of(new Validator("\"1\""));
    private static final Optional<Validator> SECOND = Optional.of(new Validator("\"2\""));
    private static final OptionalLong TOTAL = OptionalLong.of(1000);
    private static final Reply WHOLE = Reply.whole(TOTAL, FIRST, true);

    private final PartialFile streamed = new PartialFile(OptionalLong.empty(), false, false);
    private final PartialFile hashed = new PartialFile(TOTAL, true, true);

    private static Answer.Kind offer(PartialFile file, String source, Reply reply) {
        return file.offer(source, reply, false, false).kind();
    }

    /** A file of which this source has brought the first half. */
    private static PartialFile half(PartialFile file) {
        assertThat(offer(file, "a", WHOLE)).isEqualTo(Answer.Kind.RESTART);
        file.add(0, 500);
        return file;
    }

    private static Reply rest(Optional<Validator> version) {
        return Reply.part(new Segment(500, 1000), TOTAL, version);
    }

    /** Whoever has damaged it: all of it would be read and hashed. */
    @Test
    void spoolThatIsLongerThanTheFileMayBe_isReadNoFurther() {
        hashed.resume(Optional.empty(), 900_000_000_000L);

        assertThat(hashed.count()).isBetween(1000L, 2_000_000L);
    }

    @Test
    void partOfTheSameVersion_isTaken() {
        assertThat(offer(half(streamed), "a", rest(FIRST))).isEqualTo(Answer.Kind.TAKE);
    }

    @Test
    void partOfAnotherVersion_isRefused() {
        assertThat(offer(half(streamed), "a", rest(SECOND))).isEqualTo(Answer.Kind.REFUSE);
        assertThat(offer(half(hashed), "a", rest(SECOND))).isEqualTo(Answer.Kind.REFUSE);
    }

    @Test
    void partOfNoVersion_isTakenOnlyWithAHash() {
        assertThat(offer(half(streamed), "a", rest(Optional.empty()))).isEqualTo(Answer.Kind.REFUSE);
        assertThat(offer(half(hashed), "a", rest(Optional.empty()))).isEqualTo(Answer.Kind.TAKE);
    }

    @Test
    void partOfAnotherSource_isTakenOnlyWithAHash() {
        assertThat(offer(half(streamed), "b", rest(FIRST))).isEqualTo(Answer.Kind.REFUSE);
        assertThat(offer(half(hashed), "b", rest(SECOND))).isEqualTo(Answer.Kind.TAKE);
    }

    /** Which of the two lengths is the right one, nobody can tell but a hash. */
    @Test
    void sameVersionOfAnotherLength_beginsTheFileAnewOnlyWithAHash() {
        Reply shorter = Reply.whole(OptionalLong.of(900), FIRST, true);
        PartialFile takenBack = half(new PartialFile(OptionalLong.empty(), false, true));

        assertThat(offer(takenBack, "a", shorter)).isEqualTo(Answer.Kind.REFUSE);
        assertThat(half(hashed).offer("a", shorter, false, true).kind()).isEqualTo(Answer.Kind.RESTART);
    }

    @Test
    void bytesThatWereThereBefore_areNoGain() {
        half(hashed);
        hashed.restart();

        assertThat(hashed.add(0, 600)).isEqualTo(100);
    }

    @Test
    void partOfAnotherLength_isRefused() {
        Reply longer = Reply.part(new Segment(500, 1001), OptionalLong.of(1001), FIRST);

        assertThat(offer(half(streamed), "a", longer)).isEqualTo(Answer.Kind.REFUSE);
    }

    @Test
    void emptyPart_isRefused() {
        Reply empty = Reply.part(new Segment(500, 500), TOTAL, FIRST);

        assertThat(offer(half(hashed), "a", empty)).isEqualTo(Answer.Kind.REFUSE);
    }

    @Test
    void anotherVersionFromItsStart_beginsAnew() {
        Answer.Kind kind = offer(half(streamed), "a", Reply.whole(TOTAL, SECOND, true));

        assertThat(kind).isEqualTo(Answer.Kind.RESTART);
        assertThat(streamed.count()).isZero();
    }

    @Test
    void anotherVersionAfterBytesAreOut_isRefused() {
        half(streamed).released();

        assertThat(offer(streamed, "a", Reply.whole(TOTAL, SECOND, true))).isEqualTo(Answer.Kind.REFUSE);
    }

    @Test
    void wholeFileAmongParts_isRefused() {
        assertThat(half(hashed).offer("b", WHOLE, true, false).kind()).isEqualTo(Answer.Kind.REFUSE);
    }

    @Test
    void unexpectedLength_isDoubtedUntilNothingElseIsLeft() {
        Reply other = Reply.whole(OptionalLong.of(999), FIRST, true);

        assertThat(hashed.offer("a", other, false, false).kind()).isEqualTo(Answer.Kind.DOUBT);
        assertThat(hashed.offer("a", other, false, true).kind()).isEqualTo(Answer.Kind.RESTART);
    }

    /** Then it is plain whose bytes are wrong. */
    @Test
    void mixtureThatWasWrong_takesOneSourceOnly() {
        half(hashed).purify();
        half(hashed);

        assertThat(offer(hashed, "b", rest(SECOND))).isEqualTo(Answer.Kind.REFUSE);
    }
}
