package dev.ptex.manifest;

import java.io.OutputStream;

/** Counts how long a manifest will be in a scie, where scie-jump adds what it finds out when it packs. */
final class PackedLength extends OutputStream {
    /** scie-jump looks for the end of the zip before it only so far from the scie's end ({@code zip.rs}). */
    static final long LIMIT = 64 << 10;

    /** {@code "jump": {"size", "version", "hash"}}, and an entry for the zip that scie-jump makes of small files. */
    private static final int JUMP_AND_TOTE = 320;
    /** A file's size, hash and type. */
    private static final int FACTS = 110;

    private long count;

    @Override
    public void write(int octet) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        count += length;
    }

    /** About that many bytes, at most. */
    long of(SkinnyPlan plan) {
        long carried = plan.survey().files().orElseThrow().stream()
                .filter(file -> file.hash().isEmpty() && !plan.fetched().containsKey(file.name()))
                .count();
        return count + JUMP_AND_TOTE + FACTS * (carried + plan.ptex().stream().count());
    }
}
