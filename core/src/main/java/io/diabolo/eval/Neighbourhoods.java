package io.diabolo.eval;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well codes keep who is next to whom.
 *
 * @param trustworthiness 0 to 1: who is near in the codes was near before
 * @param continuity 0 to 1: who was near before is near in the codes
 * @source J. Venna, S. Kaski, "Neighborhood preservation in nonlinear projection methods", ICANN 2001
 */
public record Neighbourhoods(double trustworthiness, double continuity) {

    /**
     * @param samples [N][E]
     * @param codes [N][D]
     * @param k neighbours, at least 1 and under half of N
     */
    public static Neighbourhoods of(float[][] samples, float[][] codes, int k) {
        int n = samples.length;
        if (codes.length != n || k < 1 || 2 * k >= n) {
            throw new BadInputException(
                    "neighbourhoods need a code for each sample and k from 1 to under half of them, were %d samples, %d codes, k %d"
                            .formatted(n, codes.length, k));
        }
        double[] penalties = IntStream.range(0, n)
                .parallel()
                .mapToObj(i -> penalties(order(samples, i), order(codes, i), k))
                .reduce(new double[2], (a, b) -> new double[] {a[0] + b[0], a[1] + b[1]});
        double scale = 2.0 / ((double) n * k * (2.0 * n - 3 * k - 1));
        return new Neighbourhoods(1 - scale * penalties[0], 1 - scale * penalties[1]);
    }

    /** How far beyond the k-th place intruders come from in the one order, and missing ones have gone in the other. */
    private static double[] penalties(int[] before, int[] after, int k) {
        int[] placeBefore = places(before);
        int[] placeAfter = places(after);
        double[] sum = new double[2];
        for (int j = 0; j < k; j++) {
            sum[0] += Math.max(0, placeBefore[after[j]] - k + 1);
            sum[1] += Math.max(0, placeAfter[before[j]] - k + 1);
        }
        return sum;
    }

    private static int[] places(int[] order) {
        int[] places = new int[order.length + 1];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    /** All others, the nearest first; of equally near ones the earlier. */
    private static int[] order(float[][] points, int of) {
        double[] distances = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            for (int d = 0; d < points[i].length; d++) {
                double difference = points[i][d] - points[of][d];
                distances[i] += difference * difference;
            }
        }
        Integer[] others =
                IntStream.range(0, points.length).filter(i -> i != of).boxed().toArray(Integer[]::new);
        Arrays.sort(others, Comparator.comparingDouble(i -> distances[i]));
        return Arrays.stream(others).mapToInt(i -> i).toArray();
    }
}
