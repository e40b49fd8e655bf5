package io.diabolo.study;

import java.util.List;

/**
 * One training of a study and what it was worth. Errors are in model values (pictures: 0 to 1).
 *
 * @param key which one
 * @param status whether it came to its end
 * @param reason why it failed, one line in English; empty where it did not
 * @param training its length and speed; of a failed run only the parameters are known
 * @param test measures of the reconstructions of the test part; all NaN for a failed run
 * @param code measures of the codes of the test part; NaN and 0 for a failed run
 * @param history the curves, a point for each validation
 * @param warnings what the guards said while it trained, in English
 * @param layers the network, from input to output
 */
public record RunResult(
        Key key,
        Status status,
        String reason,
        Training training,
        Test test,
        Code code,
        List<CurvePoint> history,
        List<String> warnings,
        List<LayerRow> layers) {

    public RunResult {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
        layers = List.copyOf(layers);
    }

    public boolean ok() {
        return status == Status.OK;
    }

    /** Whether a run came to its end. */
    public enum Status {
        OK,
        FAILED
    }

    /**
     * Which run of the grid.
     *
     * @param model a name of {@link StudyModel}
     * @param latent D
     * @param seed of the training
     */
    public record Key(String model, int latent, long seed) {

        /** {@code mlp-8-0}: its folder, and its name in messages. */
        public String name() {
            return model + "-" + latent + "-" + seed;
        }
    }

    /**
     * @param epochs passes over the training data, a fraction
     * @param parameters how many numbers the model learns
     * @param seconds spent training, without validation and measuring
     * @param imagesPerSecond examples trained on, divided by those seconds
     * @param validationMse mean squared error by element on the validation part: what sizes are chosen by
     * @param peakMemoryBytes the largest memory that the PROCESS had held by the end of the run, with all runs before and
     *     beside it; 0 where the system does not say (it does on Linux)
     */
    public record Training(
            double epochs,
            long parameters,
            double seconds,
            double imagesPerSecond,
            double validationMse,
            long peakMemoryBytes) {}

    /**
     * @param mse mean squared error by element
     * @param bce binary cross-entropy by element in nats; NaN where values are not in [0, 1]
     * @param psnrDb mean over the samples of the peak signal-to-noise ratio
     * @param ssim mean over the samples of the structural similarity; NaN where samples are no pictures
     * @param worst a few samples with the largest errors, the worst first; empty for a failed run
     */
    public record Test(double mse, double bce, double psnrDb, double ssim, List<SampleError> worst) {

        public Test {
            worst = List.copyOf(worst);
        }
    }

    /**
     * @param row of the test part
     * @param mse mean squared error by element, in model values
     */
    public record SampleError(int row, double mse) {}

    /**
     * @param bitsPerPixel of the codes quantised to 8 bits a unit and deflated: real bytes of all test codes together,
     *     divided by the test pixels H x W; NaN where samples are no pictures (the model itself comes on top, see {@link References#models})
     * @param knnAccuracy of five nearest neighbours among training codes, 0 to 1, on the test samples whose label the training
     *     part has; NaN where there are none
     * @param effectiveRank the exponential of the entropy of the normalised eigenvalues of the codes' covariance, 1 to D
     * @param activeUnits how many units have a variance above 0.01 of the largest
     * @param ranges of the D units, which a decoder of quantised codes needs; empty for a failed run
     * @source O. Roy and M. Vetterli, "The effective rank", EUSIPCO 2007
     */
    public record Code(
            double bitsPerPixel, double knnAccuracy, double effectiveRank, int activeUnits, List<Range> ranges) {

        public Code {
            ranges = List.copyOf(ranges);
        }
    }

    /** The smallest and the largest value that training codes take in one unit. */
    public record Range(float low, float high) {}

    /**
     * A point of the curves; losses are those that training minimises (for the squared error: the SUM over a sample).
     *
     * @param epoch passes over the training data, a fraction
     * @param seconds spent training, without validation
     * @param trainLoss mean since the last point; NaN before the first step
     * @param validationLoss mean over the validation part
     */
    public record CurvePoint(double epoch, double seconds, double trainLoss, double validationLoss) {}

    /**
     * One line of the architecture.
     *
     * @param part {@code input}, {@code encoder}, {@code bottleneck}, {@code decoder} or {@code output}
     * @param name the prefix of its parameters' names
     * @param description what the layer does
     * @param shape of one example behind it, without the batch
     * @param parameters how many numbers it learns
     */
    public record LayerRow(String part, String name, String description, List<Long> shape, long parameters) {

        public LayerRow {
            shape = List.copyOf(shape);
        }
    }
}
