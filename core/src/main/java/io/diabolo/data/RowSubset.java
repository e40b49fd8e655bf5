package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Objects;

/** Some rows of another dataset, in a given order, without copying a sample. */
public final class RowSubset implements Dataset {

    private final Dataset whole;
    private final int[] rows;

    private RowSubset(Dataset whole, int[] rows) {
        this.whole = whole;
        this.rows = rows;
    }

    /**
     * @param data what the rows are of
     * @param rows row numbers, at least one, copied
     * @throws BadInputException if there is none
     * @throws IndexOutOfBoundsException if one is no row of the data
     */
    public static RowSubset of(Dataset data, int... rows) {
        if (rows.length == 0) {
            throw new BadInputException(data.name() + ": a dataset needs at least one row");
        }
        for (int row : rows) {
            Objects.checkIndex(row, data.size());
        }
        if (data instanceof RowSubset subset) {
            return new RowSubset(subset.whole, subset.translated(rows));
        }
        return new RowSubset(data, rows.clone());
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public SampleShape shape() {
        return whole.shape();
    }

    @Override
    public boolean isBytes() {
        return whole.isBytes();
    }

    @Override
    public void gather(int[] chosen, byte[] target) {
        whole.gather(translated(chosen), target);
    }

    @Override
    public void gather(int[] chosen, float[] target) {
        whole.gather(translated(chosen), target);
    }

    @Override
    public boolean hasGaps() {
        return whole.hasGaps();
    }

    @Override
    public List<TableColumn> columns() {
        return whole.columns();
    }

    @Override
    public void gather(int[] chosen, double[] cells) {
        whole.gather(translated(chosen), cells);
    }

    @Override
    public int label(int row) {
        return whole.label(rows[row]);
    }

    @Override
    public List<String> labelNames() {
        return whole.labelNames();
    }

    @Override
    public String itemName(int row) {
        return whole.itemName(rows[row]);
    }

    @Override
    public String hash() {
        return whole instanceof FolderDataset folder ? folder.hashOf(rows) : DatasetHash.of(this);
    }

    private int[] translated(int[] chosen) {
        int[] result = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            result[i] = rows[chosen[i]];
        }
        return result;
    }
}
