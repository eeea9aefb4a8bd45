package dev.ptex.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DivisionTest {
    private static final long MIB = 1 << 20;
    private static final long TOTAL = 64 * MIB;

    private final AtomicLong nanoTime = new AtomicLong();
    private final Extents there = new Extents();
    private final Division division = new Division(TOTAL, 0, Long.MAX_VALUE, 4, there, nanoTime::get);

    private Piece claim(Division from, double rate) throws InterruptedException {
        return from.claim(MIB, rate, 0).orElseThrow();
    }

    private static void bring(Division to, Piece piece, long bytes) {
        for (long left = bytes; left > 0; ) {
            int granted = to.reserve(piece, (int) Math.min(left, MIB));
            to.arrived(piece, granted);
            left -= granted;
        }
    }

    @Test
    void pieces_areGivenOutInOrderAndGetSmaller() throws Exception {
        Piece first = claim(division, 0);
        Piece second = claim(division, 0);

        assertThat(first.from).isZero();
        assertThat(first.end).isEqualTo(TOTAL / 8);
        assertThat(second.from).isEqualTo(first.end);
        assertThat(second.end - second.from).isLessThan(first.end - first.from).isGreaterThanOrEqualTo(MIB);
    }

    @Test
    void allPieces_coverTheFileOnce() throws Exception {
        long covered = 0;
        while (covered < TOTAL) {
            Piece piece = claim(division, 0);
            assertThat(piece.from).isEqualTo(covered);
            covered = piece.end;
            bring(division, piece, piece.end - piece.from);
            division.release(piece);
        }

        assertThat(division.claim(MIB, 0, 0)).isEmpty();
        assertThat(division.missing()).isZero();
    }

    @Test
    void whatIsThere_isNotGivenOut() throws Exception {
        there.add(0, 10 * MIB);
        there.add(11 * MIB, TOTAL);

        Piece piece = claim(division, 0);

        assertThat(piece.from).isEqualTo(10 * MIB);
        assertThat(piece.end).isEqualTo(11 * MIB);
    }

    @Test
    void releasedPiece_isGivenOutAgain() throws Exception {
        Piece first = claim(division, 0);
        claim(division, 0);
        bring(division, first, MIB);
        division.release(first);

        assertThat(claim(division, 0).from).isEqualTo(MIB);
    }

    @Test
    void nothingLeft_theSlowestSharesWithTheFaster() throws Exception {
        there.add(8 * MIB, TOTAL);
        Piece slow = claim(division, 0);
        slow.end = 8 * MIB;
        bring(division, slow, MIB);
        nanoTime.set(1_000_000_000);
        bring(division, slow, MIB);

        // 2 MiB/s are left with 6 MiB; the other one brings 4 MiB/s: both end after a second.
        Piece taken = claim(division, 4 * MIB / 1e9);

        assertThat(taken.from).isBetween(3 * MIB, 5 * MIB);
        assertThat(taken.end).isEqualTo(8 * MIB);
        assertThat(slow.end).isEqualTo(taken.from);
    }

    @Test
    void littleLeftOfASlowOne_isTakenOverWhole() throws Exception {
        there.add(0, TOTAL - MIB);
        Piece slow = claim(division, 0);
        bring(division, slow, 1000);
        nanoTime.set(1_000_000_000);
        boolean[] closed = new boolean[1];
        slow.arrivesBy(() -> closed[0] = true);

        Piece taken = claim(division, MIB / 1e6);

        assertThat(taken.from).isEqualTo(TOTAL - MIB + 1000);
        assertThat(division.isWanted(slow)).isFalse();
        assertThat(closed[0]).isTrue();
    }

    @Test
    void silentAfterABurst_isTakenOverWhole() throws Exception {
        there.add(0, TOTAL - 2 * MIB);
        Piece silent = claim(division, 0);
        silent.end = TOTAL;
        bring(division, silent, 2 * MIB - 300_000);

        // By its rate, the rest is a matter of 15 ms.
        nanoTime.set(100_000_000);
        Piece taken = claim(division, MIB / 1e7);

        assertThat(taken.from).isEqualTo(TOTAL - 300_000);
        assertThat(division.isWanted(silent)).isFalse();
    }

    @Test
    void rate_isKnownAfterAsLongAsTheFirstByteTook() throws Exception {
        Piece piece = claim(division, 0);
        nanoTime.set(60_000_000);
        bring(division, piece, 1000);

        assertThat(piece.isKnown(119_000_000)).isFalse();
        assertThat(piece.isKnown(120_000_000)).isTrue();
    }

    @Test
    void bytesAheadOfTheWindow_areNotGivenOut() throws Exception {
        Division windowed = new Division(TOTAL, 0, 8 * MIB, 4, there, nanoTime::get);
        long end = 0;
        for (int i = 0; i < 8; i++) {
            Piece piece = claim(windowed, 0);
            bring(windowed, piece, piece.end - piece.from);
            windowed.release(piece);
            end = piece.end;
        }

        assertThat(end).isEqualTo(8 * MIB);
        assertThat(windowed.await(4 * MIB)).isEqualTo(8 * MIB);
        assertThat(claim(windowed, 0).from).isEqualTo(8 * MIB);
    }

    @Test
    void pieceWithNothingClaimedBehindIt_goesOn() throws Exception {
        Piece first = claim(division, 0);
        long end = first.end;
        bring(division, first, end);

        assertThat(division.extend(first, MIB)).isTrue();
        assertThat(first.end).isGreaterThan(end);
        bring(division, claim(division, 0), 1);
        assertThat(division.extend(first, MIB)).isFalse();
    }

    @Test
    void pieceThatAnotherConnectionHasNotBegun_isTakenByTheOneBeforeIt() throws Exception {
        Piece first = claim(division, 0);
        Piece second = claim(division, 0);
        long end = second.end;

        assertThat(division.extend(first, MIB)).isTrue();

        assertThat(first.end).isEqualTo(end);
        assertThat(division.isWanted(second)).isFalse();
        assertThat(division.reserve(second, 10)).isZero();
        assertThat(claim(division, 0).from).isEqualTo(end);
    }

    @Test
    void end_grantsNothingMore() throws Exception {
        Piece piece = claim(division, 0);

        division.end();

        assertThat(division.reserve(piece, 10)).isZero();
        assertThat(division.claim(MIB, 0, 0)).isEqualTo(Optional.empty());
    }
}
