package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableDataset;
import io.diabolo.table.Table;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small data whose abnormal samples are known. */
final class Samples {

    static final List<String> COLUMNS = List.of("speed", "power", "heat", "noise", "flow");

    private Samples() {}

    /** Five columns that follow from two hidden numbers. */
    static double[][] machine(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToObj(i -> {
                    double a = random.nextGaussian();
                    double b = random.nextGaussian();
                    double[] row = {100 + 20 * a, 5 + 2 * a + b, 40 + 10 * a * a, 3 + Math.sin(2 * b), 7 - 2 * b};
                    for (int k = 0; k < row.length; k++) {
                        row[k] += 0.05 * random.nextGaussian();
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    /** Rows whose third column is another row's: each value is usual, together they are not. */
    static double[][] brokenHeat(int rows, long seed) {
        double[][] whole = machine(rows + 1, seed);
        double[][] broken = new double[rows][];
        for (int i = 0; i < rows; i++) {
            broken[i] = whole[i].clone();
            broken[i][2] = whole[i][2] + 35;
        }
        return broken;
    }

    static Dataset table(double[][] rows) {
        return TableDataset.of(Table.ofNumbers("machine", COLUMNS, rows));
    }

    /** For data whose columns may be constant. */
    static Dataset array(float[][] rows) {
        return FloatDataset.of("rows", SampleShape.row(rows[0].length), rows);
    }
}
