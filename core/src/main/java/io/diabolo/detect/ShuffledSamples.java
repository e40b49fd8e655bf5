package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.data.DatasetView;
import io.diabolo.data.SampleShape;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Samples put together from pieces of others: each column of a table from another row, each eighth of a series or of a
 * picture's elements from another sample. Every piece is normal, the whole is not: a detector that cannot tell has not learnt
 * how elements depend on each other.
 */
final class ShuffledSamples extends DatasetView {

    private static final int PIECES = 8;

    private final int[][] sources; // [pieces][N]
    private final int length;

    ShuffledSamples(Dataset whole, long seed) {
        super(whole);
        boolean row = whole.shape().kind() == SampleShape.Kind.ROW;
        int elements = whole.shape().elements();
        length = row ? 1 : Math.max(1, (elements + PIECES - 1) / PIECES);
        sources = new int[(elements + length - 1) / length][];
        SplittableRandom random = new SplittableRandom(seed);
        for (int piece = 0; piece < sources.length; piece++) {
            int[] rows = Batches.range(0, whole.size(), whole.size());
            for (int i = rows.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int other = rows[i];
                rows[i] = rows[j];
                rows[j] = other;
            }
            sources[piece] = rows;
        }
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        byte[] sample = new byte[shape().elements()];
        gather(rows, row -> whole().gather(row, sample), sample, target);
    }

    @Override
    public void gather(int[] rows, float[] target) {
        float[] sample = new float[shape().elements()];
        gather(rows, row -> whole().gather(row, sample), sample, target);
    }

    /**
     * @param read puts a sample into {@code sample}
     * @param sample an array of elements
     * @param target an array of the same type
     */
    private void gather(int[] rows, Consumer<int[]> read, Object sample, Object target) {
        int elements = shape().elements();
        for (int i = 0; i < rows.length; i++) {
            for (int piece = 0; piece < sources.length; piece++) {
                read.accept(new int[] {sources[piece][rows[i]]});
                int from = piece * length;
                System.arraycopy(sample, from, target, i * elements + from, Math.min(length, elements - from));
            }
        }
    }

    @Override
    public void gather(int[] rows, double[] cells) {
        int width = columns().size();
        double[] row = new double[width];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                whole().gather(new int[] {sources[k][rows[i]]}, row);
                cells[i * width + k] = row[k];
            }
        }
    }

    @Override
    public String itemName(int row) {
        return whole().itemName(row) + " shuffled";
    }

    @Override
    public String hash() {
        return whole().hash();
    }
}
