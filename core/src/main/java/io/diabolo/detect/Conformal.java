package io.diabolo.detect;

import io.diabolo.error.BadInputException;
import java.util.Arrays;

/**
 * Turns scores into probabilities by the scores of normal samples that the detector was not fitted to. As long as a new
 * normal sample is drawn as those were, its p-value is at most alpha with a probability of at most alpha, whatever the
 * distribution of the scores.
 *
 * @source V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World", 2005; for outliers: S. Bates et al.,
 *     "Testing for outliers with conformal p-values", Annals of Statistics 51(1), 2023
 */
public final class Conformal {

    private final double[] calibration; // rising

    private Conformal(double[] calibration) {
        this.calibration = calibration;
    }

    /**
     * @param scores of held-out normal samples, at least one, copied
     * @throws BadInputException if there is none, or one is not a number
     */
    public static Conformal of(double[] scores) {
        if (scores.length == 0) {
            throw new BadInputException("a threshold needs the scores of normal samples: there is none");
        }
        double[] rising = scores.clone();
        Arrays.sort(rising);
        if (Double.isNaN(rising[rising.length - 1])) {
            throw new BadInputException("a score of the held-out normal samples is not a number: train again");
        }
        return new Conformal(rising);
    }

    /** How many normal samples were held out. */
    public int size() {
        return calibration.length;
    }

    /** The scores of the held-out normal samples, rising, a copy. */
    public double[] scores() {
        return calibration.clone();
    }

    /**
     * The share of samples at least as strange, the sample itself among the held-out ones: 1 / (n + 1) to 1.
     *
     * @param score NaN counts as stranger than all
     */
    public double pValue(double score) {
        return (1.0 + atLeast(score)) / (calibration.length + 1.0);
    }

    private int atLeast(double score) {
        int low = 0;
        int high = calibration.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (calibration[middle] < score || Double.isNaN(score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return calibration.length - low;
    }

    /**
     * The score above which a sample counts as abnormal: its p-value is at most {@code falseAlarms} exactly where its score
     * is greater.
     *
     * @param falseAlarms the promised share of normal samples above, in (0, 1)
     * @throws BadInputException if too few samples were held out for that promise
     */
    public double threshold(double falseAlarms) {
        requireEnough(falseAlarms);
        // p <= alpha means: at most alpha (n + 1) - 1 held-out scores reach the sample's.
        int above = allowed(falseAlarms, calibration.length);
        return calibration[calibration.length - 1 - above];
    }

    private static int allowed(double falseAlarms, int held) {
        return (int) Math.floor(falseAlarms * (held + 1.0) + 1e-9) - 1;
    }

    /** @throws BadInputException if too few samples were held out for that promise, saying how many it needs */
    public void requireEnough(double falseAlarms) {
        int needed = needed(falseAlarms);
        if (calibration.length < needed) {
            throw new BadInputException(
                    "a false-alarm rate of %s needs %d held-out normal samples, %d were held out: promise %s or more, or fit on more samples"
                            .formatted(
                                    Rates.text(falseAlarms),
                                    needed,
                                    calibration.length,
                                    Rates.text(smallest(calibration.length))));
        }
    }

    /**
     * How many normal samples must be held out to promise a rate of false alarms: with fewer, no score could be strange
     * enough.
     *
     * @param falseAlarms in (0, 1)
     */
    public static int needed(double falseAlarms) {
        Rates.require(falseAlarms);
        return (int) Math.ceil(1 / falseAlarms - 1e-9) - 1;
    }

    /** The smallest rate that so many held-out samples can promise. */
    public static double smallest(int held) {
        return 1 / (held + 1.0);
    }
}
