package io.diabolo.data;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dataset with an index of its rows; what differs is where the samples are. */
abstract sealed class IndexedDataset implements Dataset permits ByteDataset, FloatDataset, FolderDataset {

    private final RowIndex index;
    private final SampleShape shape;
    private final int size;
    private volatile @Nullable String hash;

    IndexedDataset(RowIndex index, SampleShape shape, int size) {
        this.index = index;
        this.shape = shape;
        this.size = size;
    }

    final RowIndex index() {
        return index;
    }

    /** The hash, computed once on demand. */
    abstract String computeHash();

    @Override
    public final String name() {
        return index.name();
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final SampleShape shape() {
        return shape;
    }

    @Override
    public final int label(int row) {
        return index.labels().of(Objects.checkIndex(row, size));
    }

    @Override
    public final List<String> labelNames() {
        return index.labels().names();
    }

    @Override
    public final String itemName(int row) {
        return index.itemNames().apply(Objects.checkIndex(row, size));
    }

    @Override
    public final String hash() {
        String known = hash;
        if (known == null) {
            known = computeHash();
            hash = known;
        }
        return known;
    }
}
