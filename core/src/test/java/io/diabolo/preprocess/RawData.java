package io.diabolo.preprocess;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import java.util.List;

/** Raw values in memory, among them NaN for what is missing: series of floats, or the cells of a table. */
final class RawData implements Dataset {

    private final SampleShape shape;
    private final List<TableColumn> columns;
    private final double[][] values;

    private RawData(SampleShape shape, List<TableColumn> columns, double[][] values) {
        this.shape = shape;
        this.columns = columns;
        this.values = values;
    }

    /** @param samples [N, C * L] */
    static RawData series(SampleShape shape, double[]... samples) {
        return new RawData(shape, List.of(), samples);
    }

    /** @param cells [N, columns] */
    static RawData table(List<TableColumn> columns, double[]... cells) {
        return new RawData(SampleShape.row(columns.size()), columns, cells);
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        throw new IllegalStateException("no bytes");
    }

    @Override
    public void gather(int[] rows, float[] target) {
        int at = 0;
        for (int row : rows) {
            for (double value : values[row]) {
                target[at++] = (float) value;
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return true;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public void gather(int[] rows, double[] cells) {
        int at = 0;
        for (int row : rows) {
            for (double value : values[row]) {
                cells[at++] = value;
            }
        }
    }

    @Override
    public String itemName(int row) {
        return "raw#" + row;
    }

    @Override
    public String hash() {
        return "raw";
    }
}
