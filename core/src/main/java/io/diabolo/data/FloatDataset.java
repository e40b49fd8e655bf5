package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Samples of finite floats in memory, in chunks of up to 64 MiB. */
public final class FloatDataset extends IndexedDataset {

    private static final int CHUNK_FLOATS = 1 << 24;

    private final List<float[]> chunks;
    private final int rowsPerChunk;

    private FloatDataset(RowIndex index, Builder builder) {
        super(index, builder.shape, builder.rows);
        this.chunks = List.copyOf(builder.chunks);
        this.rowsPerChunk = builder.rowsPerChunk;
    }

    /**
     * A dataset without labels; the values are copied.
     *
     * @param samples [N, C * H * W]
     * @throws BadInputException if there is none, one has another length, or holds NaN or infinity
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
            requireFinite(sample, name, builder.rows);
            builder.add(sample);
        }
        return builder.build(RowIndex.numbered(name, Labels.none()));
    }

    static void requireFinite(float[] sample, String where, long row) {
        for (int k = 0; k < sample.length; k++) {
            if (!Float.isFinite(sample[k])) {
                throw new BadInputException("%s: row %d holds %s at value %d: remove or fill such rows"
                        .formatted(where, row, sample[k], k));
            }
        }
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

        /** @param capacity the largest number of rows that will come */
        Builder(SampleShape shape, int capacity) {
            this.shape = shape;
            this.capacity = capacity;
            this.rowsPerChunk = Math.max(1, CHUNK_FLOATS / shape.elements());
        }

        /** Copies a sample, [C, H, W], of finite values. */
        void add(float[] sample) {
            int at = rows % rowsPerChunk;
            if (at == 0) {
                chunks.add(new float[Math.min(rowsPerChunk, capacity - rows) * shape.elements()]);
            }
            System.arraycopy(sample, 0, chunks.get(chunks.size() - 1), at * shape.elements(), shape.elements());
            rows++;
        }

        FloatDataset build(RowIndex index) {
            return new FloatDataset(index, this);
        }
    }
}
