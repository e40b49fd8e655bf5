package io.diabolo.runtime;

/**
 * The kernel in plain Java.
 *
 * <p>C2 (OpenJDK 17 and 25) vectorises a loop over several arrays only where all are indexed by the loop variable alone, and
 * where the body is small: so each row of weights is an array of its own, the sums of one pixel are copied into one, and
 * four rows are added at a time.
 */
final class ScalarKernel implements Kernel {

    private static final int MAX_WIDTH = 256;
    private static final int ROWS = 4;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int[] widths(int outputs) {
        int panels = (outputs + MAX_WIDTH - 1) / MAX_WIDTH;
        int[] widths = new int[panels];
        for (int i = 0; i < panels; i++) {
            widths[i] = outputs * (i + 1) / panels - outputs * i / panels;
        }
        return widths;
    }

    @Override
    public Panel pack(float[][] rows) {
        return new ScalarPanel(rows);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record ScalarPanel(float[][] weights) implements Panel {

        @Override
        public int width() {
            return weights[0].length;
        }

        @Override
        public void accumulate(Taps taps, float[] sums) {
            float[] sum = new float[width()];
            for (int p = 0; p < taps.pixels(); p++) {
                System.arraycopy(sums, p * sum.length, sum, 0, sum.length);
                addRows(taps, taps.start() + p * taps.step(), sum);
                System.arraycopy(sum, 0, sums, p * sum.length, sum.length);
            }
        }

        private void addRows(Taps taps, int start, float[] sum) {
            float[] in = taps.window();
            int t = 0;
            for (; t + ROWS <= taps.count(); t += ROWS) {
                addFour(in, start + t, weights, taps.first() + t, sum);
            }
            for (; t < taps.count(); t++) {
                addOne(in[start + t], weights[taps.first() + t], sum);
            }
        }

        private static void addFour(float[] in, int at, float[][] weights, int row, float[] sum) {
            float x0 = in[at];
            float x1 = in[at + 1];
            float x2 = in[at + 2];
            float x3 = in[at + 3];
            float[] w0 = weights[row];
            float[] w1 = weights[row + 1];
            float[] w2 = weights[row + 2];
            float[] w3 = weights[row + 3];
            for (int c = 0; c < sum.length; c++) {
                sum[c] = Math.fma(x3, w3[c], Math.fma(x2, w2[c], Math.fma(x1, w1[c], Math.fma(x0, w0[c], sum[c]))));
            }
        }

        private static void addOne(float x, float[] w, float[] sum) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] = Math.fma(x, w[c], sum[c]);
            }
        }
    }
}
