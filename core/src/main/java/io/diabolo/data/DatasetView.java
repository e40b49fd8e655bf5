package io.diabolo.data;

import java.util.List;

/** Another dataset whose samples are seen differently; all else is that dataset's. */
public abstract class DatasetView implements Dataset {

    private final Dataset whole;

    protected DatasetView(Dataset whole) {
        this.whole = whole;
    }

    /** What is looked at. */
    protected final Dataset whole() {
        return whole;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return whole.size();
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
    public boolean hasGaps() {
        return whole.hasGaps();
    }

    @Override
    public List<TableColumn> columns() {
        return whole.columns();
    }

    @Override
    public int label(int row) {
        return whole.label(row);
    }

    @Override
    public List<String> labelNames() {
        return whole.labelNames();
    }

    @Override
    public String itemName(int row) {
        return whole.itemName(row);
    }
}
