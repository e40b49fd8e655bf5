package io.diabolo.generate;

import io.diabolo.data.Codes;
import io.diabolo.model.bottleneck.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Where the fit of a mixture starts: k-means on some of the codes, each cluster a component.
 *
 * @source Arthur and Vassilvitskii 2007 (k-means++)
 */
final class MixtureStart {

    private static final int MOST = 5_000;
    private static final int ROUNDS = 10;

    private final float[][] rows;
    private final double regularisation;

    private MixtureStart(float[][] rows, double regularisation) {
        this.rows = rows;
        this.regularisation = regularisation;
    }

    /** @param regularisation added to each variance */
    static GaussianMixture of(Codes codes, int components, double regularisation, long seed, BooleanSupplier stop) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] some = codes.size() <= MOST
                ? IntStream.range(0, codes.size()).toArray()
                : random.ints(MOST, 0, codes.size()).toArray();
        MixtureStart start = new MixtureStart(codes.select(some).rows(), regularisation);
        double[][] centres = start.seeds(components, random, stop);
        int[] nearest = start.nearest(centres);
        for (int round = 0; round < ROUNDS; round++) {
            MixtureFit.stopIf(stop);
            start.move(centres, nearest);
            nearest = start.nearest(centres);
        }
        return start.mixture(centres, nearest);
    }

    /** Each centre is drawn with the square of its distance to those before. */
    private double[][] seeds(int components, SplittableRandom random, BooleanSupplier stop) {
        List<double[]> centres = new ArrayList<>();
        centres.add(doubles(rows[random.nextInt(rows.length)]));
        double[] distances = new double[rows.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        while (centres.size() < components) {
            MixtureFit.stopIf(stop);
            double[] last = centres.get(centres.size() - 1);
            double total = 0;
            for (int i = 0; i < rows.length; i++) {
                distances[i] = Math.min(distances[i], distance(rows[i], last));
                total += distances[i];
            }
            double left = random.nextDouble() * total;
            int drawn = 0;
            while (drawn < rows.length - 1 && left >= distances[drawn]) {
                left -= distances[drawn];
                drawn++;
            }
            centres.add(doubles(rows[drawn]));
        }
        return centres.toArray(double[][]::new);
    }

    private int[] nearest(double[]... centres) {
        return Arrays.stream(rows)
                .mapToInt(row -> {
                    int best = 0;
                    for (int k = 1; k < centres.length; k++) {
                        best = distance(row, centres[k]) < distance(row, centres[best]) ? k : best;
                    }
                    return best;
                })
                .toArray();
    }

    private void move(double[][] centres, int... nearest) {
        for (int k = 0; k < centres.length; k++) {
            List<float[]> own = own(k, nearest);
            if (!own.isEmpty()) {
                double[] sum = new double[centres[k].length];
                own.forEach(row -> add(sum, row));
                centres[k] = Arrays.stream(sum).map(value -> value / own.size()).toArray();
            }
        }
    }

    private List<float[]> own(int component, int... nearest) {
        return IntStream.range(0, rows.length)
                .filter(i -> nearest[i] == component)
                .mapToObj(i -> rows[i])
                .toList();
    }

    /** Clusters that are empty are left out. */
    private GaussianMixture mixture(double[][] centres, int... nearest) {
        List<Double> weights = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        List<double[]> covariances = new ArrayList<>();
        for (int k = 0; k < centres.length; k++) {
            List<float[]> own = own(k, nearest);
            if (!own.isEmpty()) {
                weights.add((double) own.size() / rows.length);
                means.add(centres[k]);
                covariances.add(covariance(own, centres[k]));
            }
        }
        return new GaussianMixture(
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                means.toArray(double[][]::new),
                covariances.toArray(double[][]::new));
    }

    private double[] covariance(List<float[]> own, double... mean) {
        int size = mean.length;
        double[] covariance = new double[size * size];
        for (float[] row : own) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i * size + j] += (row[i] - mean[i]) * (row[j] - mean[j]) / own.size();
                }
            }
        }
        for (int i = 0; i < size; i++) {
            covariance[i * size + i] += regularisation;
        }
        return covariance;
    }

    private static void add(double[] sum, float... row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    private static double distance(float[] row, double... centre) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double away = row[i] - centre[i];
            sum += away * away;
        }
        return sum;
    }

    private static double[] doubles(float... row) {
        double[] doubles = new double[row.length];
        Arrays.setAll(doubles, i -> row[i]);
        return doubles;
    }
}
