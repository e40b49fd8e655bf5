package io.diabolo.reproduce;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Mean PSNRs of pictures by method, a column for each setting; published figures beside. */
final class PsnrTable {

    private static final int WIDEST = 46;

    private final List<String> columns;
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final List<String> published = new ArrayList<>();

    PsnrTable(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /** One more picture. */
    void add(String method, int column, double psnrDb) {
        sums.computeIfAbsent(method, name -> new double[columns.size()])[column] += psnrDb;
        counts.computeIfAbsent(method, name -> new int[columns.size()])[column]++;
    }

    /** A row of figures that others have published, as text. */
    void published(String what, String... figures) {
        published.add(row(what, List.of(figures)));
    }

    double mean(String method, int column) {
        double[] sum = sums.getOrDefault(method, new double[columns.size()]);
        return sum[column] / counts.getOrDefault(method, new int[columns.size()])[column];
    }

    /** All rows, and our means alone on the last line. */
    void print(String ours, PrintStream out) {
        out.println(row("PSNR in dB", columns));
        sums.keySet().forEach(method -> out.println(row(method, means(method))));
        published.forEach(out::println);
        out.println(String.join(" ", means(ours)));
    }

    private List<String> means(String method) {
        List<String> means = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            double mean = mean(method, i);
            means.add(Double.isNaN(mean) ? "-" : "%.2f".formatted(mean));
        }
        return means;
    }

    private static String row(String name, List<String> cells) {
        return ("%-" + WIDEST + "s").formatted(name)
                + cells.stream().map("%9s"::formatted).collect(Collectors.joining());
    }

    /**
     * The PSNR of two pictures whose values are rounded and limited to 8 bits first.
     *
     * @param shave rows and columns at each edge that do not count
     */
    static double psnrDb(int height, int width, float[] a, float[] b, int shave) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            int y = i / width % height;
            int x = i % width;
            if (y >= shave && y < height - shave && x >= shave && x < width - shave) {
                double difference = rounded(a[i]) - rounded(b[i]);
                sum += difference * difference;
                count++;
            }
        }
        return 10 * Math.log10(255.0 * 255.0 * count / sum);
    }

    static float rounded(float value) {
        return Math.round(Math.min(255, Math.max(0, value)));
    }

    static float[] rounded(float[] values) {
        float[] rounded = Arrays.copyOf(values, values.length);
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = rounded(rounded[i]);
        }
        return rounded;
    }
}
