package io.diabolo.study;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.eval.Knn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What codes are worth, and how they lie in their space. */
final class CodeMeasures {

    private static final int NEIGHBOURS = 5;
    private static final int BITS = 8;
    private static final double ACTIVE = 0.01;

    private CodeMeasures() {}

    /**
     * Measures test codes.
     *
     * @param trainRows the rows that {@code trainCodes} are of
     * @param trainCodes [M, D]
     * @param testCodes [N, D], all of the test part
     */
    static RunResult.Code of(Dataset trainRows, Codes trainCodes, Dataset test, Codes testCodes) {
        Spread spread = spread(testCodes);
        List<RunResult.Range> ranges = QuantizedCodes.ranges(trainCodes);
        double pixels = test.shape().isPicture()
                ? (double) testCodes.size()
                        * test.shape().height()
                        * test.shape().width()
                : Double.NaN;
        return new RunResult.Code(
                8.0 * QuantizedCodes.of(ranges, testCodes, BITS).bytes() / pixels,
                knnAccuracy(trainRows, trainCodes, test, testCodes),
                effectiveRank(spread.eigenvalues),
                activeUnits(spread.variances),
                ranges);
    }

    /**
     * exp(-sum p log p) over the eigenvalues divided by their sum; 1 for a single point.
     *
     * @source O. Roy and M. Vetterli 2007
     */
    static double effectiveRank(double[] eigenvalues) {
        double sum = 0;
        for (double value : eigenvalues) {
            sum += Math.max(0, value);
        }
        double entropy = 0;
        for (double value : eigenvalues) {
            if (value > 0) {
                entropy -= value / sum * Math.log(value / sum);
            }
        }
        return Math.exp(entropy);
    }

    static int activeUnits(double[] variances) {
        double largest = 0;
        for (double variance : variances) {
            largest = Math.max(largest, variance);
        }
        int active = 0;
        for (double variance : variances) {
            active += variance > ACTIVE * largest ? 1 : 0;
        }
        return active;
    }

    static Spread spread(Codes codes) {
        int latent = codes.latent();
        try (TensorScope scope = TensorScope.open("spread of codes")) {
            Tensor x = Tensor.of(codes.values(), codes.size(), latent).to(DataType.FLOAT64);
            Tensor mean = x.mean(0);
            Tensor centred = x.sub(mean);
            Tensor covariance = centred.transpose().matmul(centred).div(codes.size()); // [D, D]
            double[] all = covariance.toDoubles();
            double[] variances = IntStream.range(0, latent)
                    .mapToDouble(d -> all[d * latent + d])
                    .toArray();
            Tensor.Eigen eigen = covariance.eigenSymmetric();
            return new Spread(
                    mean.toDoubles(),
                    variances,
                    eigen.values().toDoubles(),
                    eigen.vectors().transpose().reshape((long) latent * latent).toDoubles());
        }
    }

    /** Of the test samples whose label the training part has: where persons are kept apart, there are none. */
    private static double knnAccuracy(Dataset train, Codes trainCodes, Dataset test, Codes testCodes) {
        int[] trainRows = labelled(train);
        Set<Integer> known = IntStream.of(trainRows).map(train::label).boxed().collect(Collectors.toSet());
        int[] testRows = IntStream.of(labelled(test))
                .filter(row -> known.contains(test.label(row)))
                .toArray();
        if (trainRows.length < NEIGHBOURS || testRows.length == 0) {
            return Double.NaN;
        }
        return Knn.accuracy(labelled(train, trainCodes, trainRows), labelled(test, testCodes, testRows), NEIGHBOURS, 0);
    }

    private static int[] labelled(Dataset data) {
        return IntStream.range(0, data.size())
                .filter(row -> data.label(row) != Dataset.NO_LABEL)
                .toArray();
    }

    private static Knn.Labelled labelled(Dataset data, Codes codes, int[] rows) {
        return new Knn.Labelled(
                codes.select(rows), IntStream.of(rows).map(data::label).toArray());
    }

    /**
     * How codes lie around their mean.
     *
     * @param mean [D]
     * @param variances [D], of each unit
     * @param eigenvalues [D] of the covariance, ascending
     * @param eigenvectors [D, D], a row each, in the same order
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Spread(double[] mean, double[] variances, double[] eigenvalues, double[] eigenvectors) {}
}
