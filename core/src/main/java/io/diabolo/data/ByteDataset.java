package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Samples of bytes in memory, in chunks of up to 64 MiB so that all of them together may exceed 2 GiB. */
public final class ByteDataset extends IndexedDataset {

    private static final int CHUNK_BYTES = 1 << 26;

    private final List<byte[]> chunks;
    private final int rowsPerChunk;

    private ByteDataset(RowIndex index, Builder builder) {
        super(index, builder.shape, builder.rows);
        this.chunks = List.copyOf(builder.chunks);
        this.rowsPerChunk = builder.rowsPerChunk;
    }

    /**
     * A dataset of pictures without labels; their bytes are copied.
     *
     * @throws BadInputException if there is none, or their shapes differ
     */
    public static ByteDataset of(String name, List<Picture> pictures) {
        if (pictures.isEmpty()) {
            throw new BadInputException(name + ": a dataset needs at least one picture");
        }
        SampleShape shape = shapeOf(pictures.get(0));
        Builder builder = new Builder(shape, pictures.size());
        for (Picture picture : pictures) {
            if (!shapeOf(picture).equals(shape)) {
                throw new BadInputException("%s: picture %d has shape %s, the first has %s: resize them"
                        .formatted(name, builder.rows, shapeOf(picture), shape));
            }
            builder.add(picture.pixels());
        }
        return builder.build(RowIndex.numbered(name, Labels.none()));
    }

    static SampleShape shapeOf(Picture picture) {
        return SampleShape.picture(picture.channels(), picture.height(), picture.width());
    }

    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        int elements = shape().elements();
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(chunk(rows[i]), offset(rows[i]), target, i * elements, elements);
        }
    }

    @Override
    public void gather(int[] rows, float[] target) {
        int elements = shape().elements();
        for (int i = 0; i < rows.length; i++) {
            byte[] chunk = chunk(rows[i]);
            int from = offset(rows[i]);
            for (int k = 0; k < elements; k++) {
                target[i * elements + k] = chunk[from + k] & 0xff;
            }
        }
    }

    @Override
    String computeHash() {
        return DatasetHash.of(this);
    }

    private byte[] chunk(int row) {
        return chunks.get(Objects.checkIndex(row, size()) / rowsPerChunk);
    }

    private int offset(int row) {
        return row % rowsPerChunk * shape().elements();
    }

    /** Takes samples one after the other. */
    static final class Builder {
        private final SampleShape shape;
        private final int capacity;
        private final int rowsPerChunk;
        private final List<byte[]> chunks = new ArrayList<>();
        private int rows;

        /** @param capacity the largest number of rows that will come */
        Builder(SampleShape shape, int capacity) {
            this.shape = shape;
            this.capacity = capacity;
            this.rowsPerChunk = Math.max(1, CHUNK_BYTES / shape.elements());
        }

        /** Copies a sample, [C, H, W]. */
        void add(byte[] sample) {
            int at = rows % rowsPerChunk;
            if (at == 0) {
                chunks.add(new byte[Math.min(rowsPerChunk, capacity - rows) * shape.elements()]);
            }
            System.arraycopy(sample, 0, chunks.get(chunks.size() - 1), at * shape.elements(), shape.elements());
            rows++;
        }

        ByteDataset build(RowIndex index) {
            return new ByteDataset(index, this);
        }
    }
}
