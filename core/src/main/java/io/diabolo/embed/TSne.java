package io.diabolo.embed;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * t-distributed stochastic neighbour embedding: points of a plane whose neighbours are those that they have as codes. Distances
 * between groups, and the sizes of groups, mean nothing in it.
 *
 * <p>The gradient is that of Barnes and Hut with an angle of 0.5; the start, the learning rate and the rest are as scikit-learn
 * has them.
 *
 * @source L. van der Maaten, "Accelerating t-SNE using tree-based algorithms", JMLR 15, 2014; D. Kobak and P. Berens, "The art of
 *     using t-SNE for single-cell transcriptomics", Nature Communications 10, 2019 (start and learning rate)
 */
public final class TSne {

    private static final double ANGLE = 0.5;
    private static final double EXAGGERATION = 12;
    private static final int EXAGGERATED = 250;
    private static final double START = 1e-4;
    private static final double SMALLEST_GAIN = 0.01;
    private static final double SMALLEST_RATE = 50;
    private static final int SEARCHES = 100;
    private static final double ENTROPY_TOLERANCE = 1e-5;

    private final Neighbours neighbours;
    private final double[][] points;
    private final double[][] gradient;

    private TSne(Neighbours neighbours, double[][] points) {
        this.neighbours = neighbours;
        this.points = points;
        gradient = new double[points.length][2];
    }

    /**
     * How it is done.
     *
     * @param perplexity about how many neighbours a point looks at, above 1; at most a third of the points are
     * @param iterations of the gradient descent, at least 250
     */
    public record Options(double perplexity, int iterations) {

        public Options {
            if (!(perplexity > 1) || perplexity > 1_000) {
                throw new BadInputException("the perplexity must be above 1 and at most 1,000, was " + perplexity);
            }
            if (iterations < EXAGGERATED) {
                throw new BadInputException("t-SNE takes at least 250 iterations, was asked for " + iterations);
            }
        }

        /** A perplexity of 30 and 1,000 iterations. */
        public static Options usual() {
            return new Options(30, 1_000);
        }
    }

    /**
     * A plane and how well it fits.
     *
     * @param points [N][2]
     * @param divergence the Kullback-Leibler divergence between neighbours of codes and of points, in nats
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(double[][] points, double divergence) {}

    /**
     * Brings codes into a plane.
     *
     * @param codes [N][D], N at least 4
     * @param start [N][2], usually the first two principal components; only directions count
     * @param stop asked at each iteration; once true, the points are given as they are
     */
    public static Result of(float[][] codes, double[][] start, Options options, BooleanSupplier stop) {
        int n = codes.length;
        if (n < 4 || start.length != n) {
            throw new BadInputException(
                    "t-SNE needs at least 4 codes and a start for each, got %d and %d".formatted(n, start.length));
        }
        double perplexity = Math.min(options.perplexity, (n - 1) / 3.0);
        Neighbours neighbours = Neighbours.of(codes, perplexity);
        TSne plane = new TSne(neighbours, scaled(start));
        plane.descend(options.iterations, stop);
        return new Result(plane.points, plane.divergence());
    }

    private static double[][] scaled(double[][] start) {
        double mean =
                Arrays.stream(start).mapToDouble(point -> point[0]).average().orElse(0);
        double variance = Arrays.stream(start)
                .mapToDouble(point -> (point[0] - mean) * (point[0] - mean))
                .average()
                .orElse(0);
        double factor = variance > 0 ? START / Math.sqrt(variance) : 1;
        return Arrays.stream(start)
                .map(point -> new double[] {point[0] * factor, point[1] * factor})
                .toArray(double[][]::new);
    }

    private void descend(int iterations, BooleanSupplier stop) {
        int n = points.length;
        double rate = Math.max(n / EXAGGERATION / 4, SMALLEST_RATE);
        double[][] speed = new double[n][2];
        double[][] gains = new double[n][2];
        for (double[] gain : gains) {
            Arrays.fill(gain, 1);
        }
        for (int iteration = 0; iteration < iterations && !stop.getAsBoolean(); iteration++) {
            boolean early = iteration < EXAGGERATED;
            if (iteration == EXAGGERATED) {
                for (int i = 0; i < n; i++) {
                    Arrays.fill(speed[i], 0);
                    Arrays.fill(gains[i], 1);
                }
            }
            gradient(early ? EXAGGERATION : 1);
            double momentum = early ? 0.5 : 0.8;
            for (int i = 0; i < n; i++) {
                for (int d = 0; d < 2; d++) {
                    boolean onward = speed[i][d] * gradient[i][d] < 0;
                    gains[i][d] = Math.max(SMALLEST_GAIN, onward ? gains[i][d] + 0.2 : gains[i][d] * 0.8);
                    speed[i][d] = momentum * speed[i][d] - rate * gains[i][d] * gradient[i][d];
                    points[i][d] += speed[i][d];
                }
            }
        }
    }

    /** {@code 4 (sum p q (y - y') - sum q^2 (y - y') / Z)}, with the exaggeration of p. */
    private void gradient(double exaggeration) {
        int n = points.length;
        QuadTree tree = new QuadTree(points);
        double[][] pushes = new double[n][2];
        double[] sums = new double[n];
        IntStream.range(0, n).parallel().forEach(i -> sums[i] = tree.push(i, ANGLE, pushes[i]));
        double z = Arrays.stream(sums).sum();
        IntStream.range(0, n).parallel().forEach(i -> {
            double x = 0;
            double y = 0;
            for (int at = neighbours.begin(i); at < neighbours.begin(i + 1); at++) {
                double[] other = points[neighbours.number(at)];
                double byX = points[i][0] - other[0];
                double byY = points[i][1] - other[1];
                double pull = neighbours.probability(at) / (1 + byX * byX + byY * byY);
                x += pull * byX;
                y += pull * byY;
            }
            gradient[i][0] = 4 * (exaggeration * x - pushes[i][0] / z);
            gradient[i][1] = 4 * (exaggeration * y - pushes[i][1] / z);
        });
    }

    private double divergence() {
        QuadTree tree = new QuadTree(points);
        double z = IntStream.range(0, points.length)
                .mapToDouble(i -> tree.push(i, ANGLE, new double[2]))
                .sum();
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            for (int at = neighbours.begin(i); at < neighbours.begin(i + 1); at++) {
                double[] other = points[neighbours.number(at)];
                double byX = points[i][0] - other[0];
                double byY = points[i][1] - other[1];
                double q = 1 / (1 + byX * byX + byY * byY) / z;
                double p = neighbours.probability(at);
                sum += p * Math.log(Math.max(p, Double.MIN_NORMAL) / Math.max(q, Double.MIN_NORMAL));
            }
        }
        return sum;
    }

    /** The weights of the distances whose perplexity is the one wanted; they add up to 1. */
    static double[] weights(double[] squaredDistances, double perplexity) {
        double wanted = Math.log(perplexity);
        double precision = 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double nearest = Arrays.stream(squaredDistances).min().orElse(0);
        double[] weights = new double[squaredDistances.length];
        for (int search = 0; search < SEARCHES; search++) {
            double sum = 0;
            double weighted = 0;
            for (int j = 0; j < weights.length; j++) {
                double distance = squaredDistances[j] - nearest;
                weights[j] = Math.exp(-distance * precision);
                sum += weights[j];
                weighted += distance * weights[j];
            }
            double entropy = Math.log(sum) + precision * weighted / sum;
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= sum;
            }
            if (Math.abs(entropy - wanted) < ENTROPY_TOLERANCE) {
                break;
            }
            if (entropy > wanted) {
                low = precision;
                precision = Double.isInfinite(high) ? precision * 2 : (precision + high) / 2;
            } else {
                high = precision;
                precision = (precision + low) / 2;
            }
        }
        return weights;
    }
}
