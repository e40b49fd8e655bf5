package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Normal samples dealt out at random: most train, some choose the best weights, and some, which nothing else sees, carry the
 * promise about false alarms.
 *
 * @param train what the autoencoders learn
 * @param validation what chooses between their weights
 * @param calibration what p-values count in
 */
record HoldOut(Dataset train, Dataset validation, Dataset calibration) {

    /** Fewer samples would be dealt out in parts of one or two. */
    static final int FEWEST = 40;

    private static final int VALIDATION_SHARE = 10;
    private static final int CALIBRATION_SHARE = 7;
    private static final int MOST = 3_000;

    /**
     * @param falseAlarms at least as many samples are held out as promising that rate needs, at most half of all
     * @throws BadInputException if there are too few, saying how many would do
     */
    static HoldOut of(Dataset normal, double falseAlarms, long seed) {
        int n = normal.size();
        int least = least(falseAlarms);
        if (n < least) {
            throw new BadInputException(
                    n < FEWEST
                            ? "%s holds %d normal samples, a detector needs at least %d: give more"
                                    .formatted(normal.name(), n, FEWEST)
                            : "%s holds %d normal samples, promising %s false alarms needs at least %d, half of them held out: promise %s or more, or give more samples"
                                    .formatted(
                                            normal.name(),
                                            n,
                                            Rates.text(falseAlarms),
                                            least,
                                            Rates.text(Math.ceil(1e4 * Conformal.smallest(n / 2)) / 1e4)));
        }
        int[] order = Batches.range(0, n, n);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = order[i];
            order[i] = order[j];
            order[j] = row;
        }
        int calibration = Math.max(Conformal.needed(falseAlarms), usual(n));
        int validation = Math.max(2, Math.min(MOST, (n - calibration) / VALIDATION_SHARE));
        return new HoldOut(
                subset(normal, order, calibration + validation, n),
                subset(normal, order, calibration, calibration + validation),
                subset(normal, order, 0, calibration));
    }

    /** How many of so many samples carry the promise, where that needs no more. */
    static int usual(int samples) {
        return Math.min(MOST, samples / CALIBRATION_SHARE);
    }

    /** How many normal samples fitting a detector with that promise takes. */
    static int least(double falseAlarms) {
        return Math.max(FEWEST, 2 * Conformal.needed(falseAlarms));
    }

    private static Dataset subset(Dataset data, int[] order, int from, int to) {
        int[] rows = Arrays.copyOfRange(order, from, to);
        Arrays.sort(rows); // in the order of the file, which reads faster
        return RowSubset.of(data, rows);
    }
}
