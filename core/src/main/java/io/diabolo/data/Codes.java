package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.Objects;

/** Codes of samples: a matrix [N, D] of finite numbers, a row for each sample. Immutable. */
public final class Codes {

    private final int size;
    private final int latent;
    private final float[] values;

    private Codes(int size, int latent, float[] values) {
        this.size = size;
        this.latent = latent;
        this.values = values;
    }

    /**
     * Codes of their values, which are not copied.
     *
     * @param latent D
     * @param values [N * D], row by row
     */
    public static Codes of(int latent, float[] values) {
        if (latent < 1 || values.length % latent != 0) {
            throw new BadInputException(
                    "codes of %d numbers cannot be made of %d values".formatted(latent, values.length));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new BadInputException("code %d holds %s; codes must be finite".formatted(i / latent, values[i]));
            }
        }
        return new Codes(values.length / latent, latent, values);
    }

    /** @param rows [N, D], copied */
    public static Codes of(float[][] rows) {
        int latent = rows.length == 0 ? 1 : rows[0].length;
        float[] values = new float[Math.multiplyExact(rows.length, latent)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != latent) {
                throw new BadInputException(
                        "code %d has %d numbers, the first has %d".formatted(i, rows[i].length, latent));
            }
            System.arraycopy(rows[i], 0, values, i * latent, latent);
        }
        return of(latent, values);
    }

    /** N. */
    public int size() {
        return size;
    }

    /** D. */
    public int latent() {
        return latent;
    }

    public float get(int row, int unit) {
        return values[Objects.checkIndex(row, size) * latent + Objects.checkIndex(unit, latent)];
    }

    /** A copy of one code [D]. */
    public float[] row(int row) {
        int from = Objects.checkIndex(row, size) * latent;
        return Arrays.copyOfRange(values, from, from + latent);
    }

    /** A copy of all codes [N, D]. */
    public float[][] rows() {
        float[][] rows = new float[size][];
        Arrays.setAll(rows, this::row);
        return rows;
    }

    /** A copy of the values of some codes, row by row. */
    public float[] values(int first, int count) {
        Objects.checkFromIndexSize(first, count, size);
        return Arrays.copyOfRange(values, first * latent, (first + count) * latent);
    }
}
