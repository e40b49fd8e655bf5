package io.diabolo.preprocess;

/** Missing values, which are NaN among raw values. */
final class Gaps {

    private Gaps() {}

    /** Replaces what is missing, and says where it was. */
    static void fill(float[] values, float[] weights, float fill) {
        for (int i = 0; i < values.length; i++) {
            boolean missing = Float.isNaN(values[i]);
            weights[i] = missing ? 0 : 1;
            if (missing) {
                values[i] = fill;
            }
        }
    }
}
