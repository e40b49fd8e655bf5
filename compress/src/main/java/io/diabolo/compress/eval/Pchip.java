package io.diabolo.compress.eval;

/**
 * A curve through points that is monotonic wherever they are: piecewise cubic Hermite interpolation with the slopes of
 * Fritsch and Butland, and a one-sided three-point rule at the ends.
 *
 * @source F. N. Fritsch, J. Butland, "A method for constructing local monotone piecewise cubic interpolants", SIAM Journal on
 *     Scientific and Statistical Computing 5, 1984; C. Moler, "Numerical computing with MATLAB", 3.6, for the ends
 */
final class Pchip {

    private final double[] x;
    private final double[] y;
    private final double[] slopes;

    /**
     * @param x increasing, at least two
     * @param y as many
     */
    Pchip(double[] x, double[] y) {
        this.x = x.clone();
        this.y = y.clone();
        slopes = slopes(x, y);
    }

    /** The exact integral from {@code from} to {@code to}, both within the points. */
    double integral(double from, double to) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double low = Math.max(from, x[i]);
            double high = Math.min(to, x[i + 1]);
            if (low < high) {
                double h = x[i + 1] - x[i];
                sum += h * (antiderivative(i, (high - x[i]) / h) - antiderivative(i, (low - x[i]) / h));
            }
        }
        return sum;
    }

    /** Of the cubic on segment {@code i}, over t = 0 to 1. */
    private double antiderivative(int i, double t) {
        double h = x[i + 1] - x[i];
        double t2 = t * t;
        double t3 = t2 * t;
        double t4 = t3 * t;
        return y[i] * (t - t3 + t4 / 2)
                + y[i + 1] * (t3 - t4 / 2)
                + h * slopes[i] * (t2 / 2 - 2 * t3 / 3 + t4 / 4)
                + h * slopes[i + 1] * (t4 / 4 - t3 / 3);
    }

    private static double[] slopes(double[] x, double[] y) {
        int n = x.length;
        double[] h = new double[n - 1];
        double[] secants = new double[n - 1];
        for (int i = 0; i + 1 < n; i++) {
            h[i] = x[i + 1] - x[i];
            secants[i] = (y[i + 1] - y[i]) / h[i];
        }
        double[] slopes = new double[n];
        if (n == 2) {
            return new double[] {secants[0], secants[0]};
        }
        for (int i = 1; i + 1 < n; i++) {
            if (secants[i - 1] * secants[i] > 0) {
                double before = 2 * h[i] + h[i - 1];
                double after = h[i] + 2 * h[i - 1];
                slopes[i] = (before + after) / (before / secants[i - 1] + after / secants[i]);
            }
        }
        slopes[0] = end(h[0], h[1], secants[0], secants[1]);
        slopes[n - 1] = end(h[n - 2], h[n - 3], secants[n - 2], secants[n - 3]);
        return slopes;
    }

    /** @param h0 the width of the outermost segment, whose secant is s0 */
    private static double end(double h0, double h1, double s0, double s1) {
        double slope = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1);
        if (slope * s0 <= 0) {
            return 0;
        }
        return s0 * s1 <= 0 && Math.abs(slope) > 3 * Math.abs(s0) ? 3 * s0 : slope;
    }
}
