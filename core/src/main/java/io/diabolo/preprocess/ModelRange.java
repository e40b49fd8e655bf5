package io.diabolo.preprocess;

/**
 * What values a model sees.
 *
 * @param low the smallest model value of the training data
 * @param high the largest one
 * @param noiseUnit what noise is measured in: a gray level of 255 for pictures, a hundredth of a standard deviation for
 *     tables and series
 * @param fill what takes the place of a hidden or missing value
 */
public record ModelRange(double low, double high, double noiseUnit, double fill) {

    /** Of arrays in any unit, pictures among them: the range has 255 gray levels, what is hidden is black. */
    static ModelRange ofLevels(double low, double high) {
        return new ModelRange(low, high, (high > low ? high - low : 1) / 255, low);
    }

    /** Of standardised values, whose mean is 0. */
    static ModelRange ofStandardised(double low, double high) {
        return new ModelRange(low, high, 0.01, 0);
    }

    /** Whether all model values are in [0, 1]: what the binary cross-entropy needs. */
    public boolean isUnitInterval() {
        return low >= 0 && high <= 1;
    }

    /** The distance between the smallest and the largest model value: the peak of PSNR and SSIM. */
    public double peak() {
        return high > low ? high - low : 1;
    }
}
