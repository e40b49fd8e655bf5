package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.DatasetView;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;

/** Several parts of each picture, in places that follow from a seed. */
final class RandomCrops extends DatasetView {

    private final SampleShape shape;
    private final int each;
    private final long seed;

    /**
     * @param shape of a crop: as many channels as the pictures, at most as large
     * @param each how many crops of each picture
     */
    RandomCrops(Dataset pictures, SampleShape shape, int each, long seed) {
        super(pictures);
        this.shape = shape;
        this.each = each;
        this.seed = seed;
    }

    @Override
    public int size() {
        return whole().size() * each;
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        byte[] picture = new byte[whole().shape().elements()];
        for (int i = 0; i < rows.length; i++) {
            whole().gather(new int[] {rows[i] / each}, picture);
            copy(rows[i], picture, target, i);
        }
    }

    @Override
    public void gather(int[] rows, float[] target) {
        float[] picture = new float[whole().shape().elements()];
        for (int i = 0; i < rows.length; i++) {
            whole().gather(new int[] {rows[i] / each}, picture);
            copy(rows[i], picture, target, i);
        }
    }

    /**
     * @param picture an array of elements
     * @param target an array of the same type
     */
    private void copy(int row, Object picture, Object target, int index) {
        SampleShape from = whole().shape();
        int top = place(row, 0, from.height() - shape.height());
        int left = place(row, 1, from.width() - shape.width());
        int to = index * shape.elements();
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                int at = (c * from.height() + top + y) * from.width() + left;
                System.arraycopy(picture, at, target, to, shape.width());
                to += shape.width();
            }
        }
    }

    /** From 0 to {@code most}. */
    private int place(int row, int axis, int most) {
        return (int) Math.floorMod(Generator.mix(Generator.mix(seed + axis) + row), (long) most + 1);
    }

    @Override
    public int label(int row) {
        return whole().label(row / each);
    }

    @Override
    public String itemName(int row) {
        return whole().itemName(row / each);
    }

    @Override
    public String hash() {
        return whole().hash();
    }
}
