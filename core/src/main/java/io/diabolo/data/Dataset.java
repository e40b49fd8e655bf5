package io.diabolo.data;

import java.util.List;

/**
 * Samples of one shape, read by row number. Implementations are immutable and safe for use by several threads.
 *
 * <p>Values are RAW: bytes 0 to 255 for pictures, whatever the file holds for arrays of floats. What a model makes of
 * them is {@code io.diabolo.preprocess.Preprocessing}, which is saved with the model.
 */
public interface Dataset {

    /** A label of a row that has none. */
    int NO_LABEL = -1;

    /** What the data is called in reports: a folder's or a file's name, {@code glyphs}. */
    String name();

    /** N, at least 1. */
    int size();

    /** The shape of every sample. */
    SampleShape shape();

    /** Whether the samples are bytes 0 to 255: then both {@code gather} methods work, else only that of floats. */
    boolean isBytes();

    /**
     * Copies samples, one after the other.
     *
     * @param rows row numbers, each from 0 to {@code size() - 1}
     * @param target at least {@code rows.length * shape().elements()} long
     * @throws IllegalStateException if the samples are not bytes
     */
    void gather(int[] rows, byte[] target);

    /** As {@link #gather(int[], byte[])}, as raw floats (bytes become 0 to 255). */
    void gather(int[] rows, float[] target);

    /** Whether a raw float may be NaN, which stands for a missing value. */
    default boolean hasGaps() {
        return false;
    }

    /** The columns of a table; empty for other data. */
    default List<TableColumn> columns() {
        return List.of();
    }

    /**
     * Copies rows of a table, one after the other.
     *
     * @param rows row numbers
     * @param cells at least {@code rows.length * columns().size()} long, receives numbers, indices of levels (the number of
     *     levels for one that is unknown), and NaN for what is missing
     * @throws IllegalStateException if the data is no table
     */
    default void gather(int[] rows, double[] cells) {
        throw new IllegalStateException(name() + " is no table");
    }

    /** The label of a row, an index into {@link #labelNames()}, or {@link #NO_LABEL}. */
    default int label(int row) {
        return NO_LABEL;
    }

    /** The names of the labels; empty where there are none. */
    default List<String> labelNames() {
        return List.of();
    }

    /** Where a row came from, for messages and grouping: a path below the data's folder, or {@code file#index}. */
    String itemName(int row);

    /** SHA-256 of the samples and labels (or, where the data is streamed, of names, sizes and times), in hex. */
    String hash();
}
