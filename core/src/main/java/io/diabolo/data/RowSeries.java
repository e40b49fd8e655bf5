package io.diabolo.data;

import java.util.List;

/** A table whose rows are series [1, L], L the number of its columns. */
public final class RowSeries implements Dataset {

    private final TableDataset table;

    RowSeries(TableDataset table) {
        this.table = table;
    }

    /** The table, whose columns are the steps of a series. */
    public TableDataset table() {
        return table;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public SampleShape shape() {
        return SampleShape.series(1, table.columns().size());
    }

    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        table.gather(rows, target);
    }

    @Override
    public void gather(int[] rows, float[] target) {
        table.gather(rows, target);
    }

    @Override
    public boolean hasGaps() {
        return table.hasGaps();
    }

    @Override
    public int label(int row) {
        return table.label(row);
    }

    @Override
    public List<String> labelNames() {
        return table.labelNames();
    }

    @Override
    public String itemName(int row) {
        return table.itemName(row);
    }

    @Override
    public String hash() {
        return table.hash();
    }
}
