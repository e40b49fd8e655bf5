package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.List;
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

    /** The codes of several parts, one after the other; at least one part, all of one D. */
    public static Codes concat(List<Codes> parts) {
        int latent = parts.get(0).latent;
        int size = parts.stream().mapToInt(Codes::size).reduce(0, Math::addExact);
        float[] values = new float[Math.multiplyExact(size, latent)];
        int at = 0;
        for (Codes part : parts) {
            if (part.latent != latent) {
                throw new BadInputException(
                        "codes of %d and of %d numbers cannot be one matrix".formatted(latent, part.latent));
            }
            System.arraycopy(part.values, 0, values, at, part.values.length);
            at += part.values.length;
        }
        return new Codes(size, latent, values);
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

    /** The codes of some rows, in the order given. */
    public Codes select(int... rows) {
        float[] selected = new float[Math.multiplyExact(rows.length, latent)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, Objects.checkIndex(rows[i], size) * latent, selected, i * latent, latent);
        }
        return new Codes(rows.length, latent, selected);
    }

    /** A copy of all values, row by row. */
    public float[] values() {
        return values.clone();
    }

    /** A copy of the values of some codes, row by row. */
    public float[] values(int first, int count) {
        Objects.checkFromIndexSize(first, count, size);
        return Arrays.copyOfRange(values, first * latent, (first + count) * latent);
    }
}
