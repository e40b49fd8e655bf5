package io.diabolo.generate;

/** Points between two codes. */
final class Interpolation {

    /** Below it two directions are the same, or one code has none. */
    private static final double SMALL = 1e-6;

    private Interpolation() {}

    /** @param share 0 for the first code, 1 for the second */
    static float[] straight(float[] from, float[] to, double share) {
        float[] between = new float[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = (float) ((1 - share) * from[i] + share * to[i]);
        }
        return between;
    }

    /** Along a circle around the origin, with lengths in between; straight where one has no direction or both the opposite. */
    static float[] onTheSphere(float[] from, float[] to, double share) {
        double first = length(from);
        double second = length(to);
        if (first < SMALL || second < SMALL) {
            return straight(from, to, share);
        }
        double cosine = 0;
        for (int i = 0; i < from.length; i++) {
            cosine += from[i] / first * (to[i] / second);
        }
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        double sine = Math.sin(angle);
        if (sine < SMALL) {
            return straight(from, to, share);
        }
        double length = (1 - share) * first + share * second;
        double left = length * Math.sin((1 - share) * angle) / sine / first;
        double right = length * Math.sin(share * angle) / sine / second;
        float[] between = new float[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = (float) (left * from[i] + right * to[i]);
        }
        return between;
    }

    private static double length(float... code) {
        double squares = 0;
        for (float value : code) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
