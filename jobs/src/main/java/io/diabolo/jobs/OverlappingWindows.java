package io.diabolo.jobs;

import io.diabolo.data.SeriesDataset;

/** Windows laid back over the rows that they were cut from. */
final class OverlappingWindows {

    private OverlappingWindows() {}

    /**
     * Each row as the mean of what all windows that cover it say.
     *
     * @param windows [N][C * L], channel by channel
     * @param fill whether known cells stay as they are
     * @return [rows][C]; NaN, or with {@code fill} the cell itself, where no window covers a row
     */
    static double[][] laidBack(SeriesDataset series, float[][] windows, boolean fill) {
        int rows = series.table().size();
        int channels = series.table().columns().size();
        int length = series.length();
        double[][] sums = new double[rows][channels];
        int[] counts = new int[rows];
        for (int window = 0; window < windows.length; window++) {
            int start = series.start(window);
            for (int t = 0; t < length; t++) {
                counts[start + t]++;
                for (int c = 0; c < channels; c++) {
                    sums[start + t][c] += windows[window][c * length + t];
                }
            }
        }
        double[] known = new double[channels];
        for (int row = 0; row < rows; row++) {
            series.table().gather(new int[] {row}, known);
            for (int c = 0; c < channels; c++) {
                boolean keeps = fill && !Double.isNaN(known[c]);
                sums[row][c] = keeps ? known[c] : counts[row] == 0 ? Double.NaN : sums[row][c] / counts[row];
            }
        }
        return sums;
    }
}
