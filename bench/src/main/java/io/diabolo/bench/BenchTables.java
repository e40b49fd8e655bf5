package io.diabolo.bench;

import io.diabolo.data.Npy;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A table as all sides read it: {@code x_train} and {@code x_test} [N, F] of an npz file, in standard deviations. */
final class BenchTables {

    private static final int TEST_SHARE = 5;

    private BenchTables() {}

    /** Deals rows out, a fifth for test, and standardises columns by mean and deviation of the training part. */
    static void write(Path file, float[][] rows, long seed) {
        List<float[]> shuffled = Arrays.asList(rows.clone());
        Collections.shuffle(shuffled, new Random(seed));
        int tests = rows.length / TEST_SHARE;
        float[][] test = shuffled.subList(0, tests).toArray(float[][]::new);
        float[][] train = shuffled.subList(tests, rows.length).toArray(float[][]::new);
        double[] mean = new double[train[0].length];
        double[] deviation = new double[mean.length];
        for (int k = 0; k < mean.length; k++) {
            int column = k;
            mean[k] = Arrays.stream(train)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElse(0);
            double centre = mean[k];
            double variance = Arrays.stream(train)
                    .mapToDouble(row -> (row[column] - centre) * (row[column] - centre))
                    .average()
                    .orElse(0);
            // A column that never changes stays one: 0 everywhere.
            deviation[k] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        zip(file, standardised(train, mean, deviation), standardised(test, mean, deviation));
    }

    private static float[][] standardised(float[][] rows, double[] mean, double[] deviation) {
        float[][] result = new float[rows.length][mean.length];
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < mean.length; k++) {
                result[row][k] = (float) ((rows[row][k] - mean[k]) / deviation[k]);
            }
        }
        return result;
    }

    private static void zip(Path file, float[][] train, float[][] test) {
        try {
            Path part = Files.createTempFile("diabolo-bench", ".npy");
            try {
                AtomicFiles.write(file, out -> {
                    ZipOutputStream zip = new ZipOutputStream(out);
                    add(zip, "x_train.npy", train, part);
                    add(zip, "x_test.npy", test, part);
                    zip.finish();
                });
            } finally {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file, e);
        }
    }

    private static void add(ZipOutputStream zip, String name, float[][] rows, Path part) throws IOException {
        Npy.writeMatrix(part, rows);
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(part, zip);
        zip.closeEntry();
    }
}
