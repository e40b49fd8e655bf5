package io.diabolo.preprocess;

/** The normal distribution of mean 0 and deviation 1. */
public final class StandardNormal {

    private StandardNormal() {}

    /**
     * The quantile, by bisection of the distribution function.
     *
     * @param probability above 0 and below 1
     * @source Abramowitz and Stegun 1964, 7.1.26 (erf, error below 1.5e-7)
     */
    public static double quantile(double probability) {
        double low = -8;
        double high = 8;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (probability(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double probability(double x) {
        double z = Math.abs(x) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * z);
        double tail = t
                * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-z * z);
        return x > 0 ? 1 - tail / 2 : tail / 2;
    }
}
