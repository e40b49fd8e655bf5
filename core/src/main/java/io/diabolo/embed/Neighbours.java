package io.diabolo.embed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Who is how probably whose neighbour among codes: a sparse symmetric matrix whose elements add up to 1. */
final class Neighbours {

    /** Neighbours looked at, for each unit of the perplexity. */
    private static final int WITHIN = 3;

    private final int[] begins;
    private final int[] numbers;
    private final double[] probabilities;

    private Neighbours(int[] begins, int[] numbers, double[] probabilities) {
        this.begins = begins;
        this.numbers = numbers;
        this.probabilities = probabilities;
    }

    static Neighbours of(float[][] codes, double perplexity) {
        int n = codes.length;
        int k = Math.min(n - 1, (int) (WITHIN * perplexity) + 1);
        int[][] nearest = new int[n][];
        double[][] weights = new double[n][];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] distances = distances(codes, i);
            nearest[i] = IntStream.range(0, n)
                    .filter(j -> j != i)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> distances[j]))
                    .limit(k)
                    .mapToInt(j -> j)
                    .toArray();
            weights[i] = TSne.weights(
                    Arrays.stream(nearest[i]).mapToDouble(j -> distances[j]).toArray(), perplexity);
        });
        return symmetric(nearest, weights);
    }

    private static double[] distances(float[][] codes, int of) {
        double[] distances = new double[codes.length];
        for (int j = 0; j < codes.length; j++) {
            for (int d = 0; d < codes[j].length; d++) {
                double difference = codes[j][d] - codes[of][d];
                distances[j] += difference * difference;
            }
        }
        return distances;
    }

    private static Neighbours symmetric(int[][] nearest, double[][] weights) {
        int n = nearest.length;
        double share = 1.0 / (2.0 * n);
        TreeMap<Integer, Double>[] rows = rows(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < nearest[i].length; j++) {
                rows[i].merge(nearest[i][j], weights[i][j] * share, Double::sum);
                rows[nearest[i][j]].merge(i, weights[i][j] * share, Double::sum);
            }
        }
        int[] begins = new int[n + 1];
        for (int i = 0; i < n; i++) {
            begins[i + 1] = begins[i] + rows[i].size();
        }
        int[] numbers = new int[begins[n]];
        double[] probabilities = new double[begins[n]];
        for (int i = 0; i < n; i++) {
            int at = begins[i];
            for (Map.Entry<Integer, Double> entry : rows[i].entrySet()) {
                numbers[at] = entry.getKey();
                probabilities[at++] = entry.getValue();
            }
        }
        return new Neighbours(begins, numbers, probabilities);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static TreeMap<Integer, Double>[] rows(int count) {
        TreeMap[] rows = new TreeMap[count];
        Arrays.setAll(rows, i -> new TreeMap<Integer, Double>());
        return rows;
    }

    /** Where the neighbours of a point begin; those of the last end at {@code begin(N)}. */
    int begin(int point) {
        return begins[point];
    }

    int number(int at) {
        return numbers[at];
    }

    double probability(int at) {
        return probabilities[at];
    }
}
