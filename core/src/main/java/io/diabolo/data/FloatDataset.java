package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Samples of floats in memory, in chunks of up to 64 MiB. Rows and series may have gaps, which are NaN; pictures may not. */
public final class FloatDataset extends IndexedDataset {

    private static final int CHUNK_FLOATS = 1 << 24;

    private final List<float[]> chunks;
    private final int rowsPerChunk;
    private final boolean gaps;

    private FloatDataset(RowIndex index, Builder builder) {
        super(index, builder.shape, builder.rows);
        this.chunks = List.copyOf(builder.chunks);
        this.rowsPerChunk = builder.rowsPerChunk;
        this.gaps = builder.gaps;
    }

    /**
     * A dataset without labels; the values are copied.
     *
     * @param samples [N, elements of the shape]
     * @throws BadInputException if there is none, one has another length or holds infinity, or a picture holds NaN
     */
    public static FloatDataset of(String name, SampleShape shape, float[][] samples) {
        if (samples.length == 0) {
            throw new BadInputException(name + ": a dataset needs at least one sample");
        }
        Builder builder = new Builder(shape, samples.length);
        for (float[] sample : samples) {
            if (sample.length != shape.elements()) {
                throw new BadInputException("%s: row %d holds %d values, its shape %s asks for %d"
                        .formatted(name, builder.rows, sample.length, shape, shape.elements()));
            }
            builder.add(sample, name, builder.rows);
        }
        return builder.build(RowIndex.numbered(name, Labels.none()));
    }

    @Override
    public boolean hasGaps() {
        return gaps;
    }

    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        throw new IllegalStateException(name() + " holds floats, not bytes");
    }

    @Override
    public void gather(int[] rows, float[] target) {
        int elements = shape().elements();
        for (int i = 0; i < rows.length; i++) {
            float[] chunk = chunks.get(Objects.checkIndex(rows[i], size()) / rowsPerChunk);
            System.arraycopy(chunk, rows[i] % rowsPerChunk * elements, target, i * elements, elements);
        }
    }

    /** Copies one sample. */
    void row(int row, double[] into) {
        float[] chunk = chunks.get(Objects.checkIndex(row, size()) / rowsPerChunk);
        int from = row % rowsPerChunk * shape().elements();
        for (int k = 0; k < shape().elements(); k++) {
            into[k] = chunk[from + k];
        }
    }

    @Override
    String computeHash() {
        return DatasetHash.of(this);
    }

    /** Takes samples one after the other. */
    static final class Builder {
        private final SampleShape shape;
        private final int capacity;
        private final int rowsPerChunk;
        private final List<float[]> chunks = new ArrayList<>();
        private int rows;
        private boolean gaps;

        /** @param capacity the largest number of rows that will come */
        Builder(SampleShape shape, int capacity) {
            this.shape = shape;
            this.capacity = capacity;
            this.rowsPerChunk = Math.max(1, CHUNK_FLOATS / shape.elements());
        }

        /**
         * Copies a sample.
         *
         * @param where the file, for messages
         * @param row its row there
         * @throws BadInputException if it holds infinity, or is a picture and holds NaN
         */
        void add(float[] sample, String where, int row) {
            requireSound(sample, where, row);
            int at = rows % rowsPerChunk;
            if (at == 0) {
                chunks.add(new float[Math.min(rowsPerChunk, capacity - rows) * shape.elements()]);
            }
            System.arraycopy(sample, 0, chunks.get(chunks.size() - 1), at * shape.elements(), shape.elements());
            rows++;
        }

        private void requireSound(float[] sample, String where, int row) {
            boolean picture = shape.kind() == SampleShape.Kind.PICTURE;
            for (int k = 0; k < sample.length; k++) {
                if (picture ? !Float.isFinite(sample[k]) : Float.isInfinite(sample[k])) {
                    throw new BadInputException("%s: row %d holds %s at value %d: remove %s"
                            .formatted(
                                    where,
                                    row,
                                    sample[k],
                                    k,
                                    picture ? "or fill such rows" : "it, or write NaN where a value is missing"));
                }
                gaps |= Float.isNaN(sample[k]);
            }
        }

        FloatDataset build(RowIndex index) {
            return new FloatDataset(index, this);
        }
    }
}
