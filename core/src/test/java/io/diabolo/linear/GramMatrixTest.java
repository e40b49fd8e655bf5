package io.diabolo.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GramMatrixTest {

    private static final int ROWS = 2_000;
    private static final int WIDTH = 3;
    private static final SampleShape SHAPE = SampleShape.picture(1, 1, WIDTH);
    private static final Preprocessing RAW = new ArrayPreprocessing(SHAPE, false, 0, 1, 0, 1);

    /** Eighths, which floats hold exactly, around a mean that is far from 0. */
    private static final float[][] VALUES = values();

    private static final Dataset DATA = FloatDataset.of("data", SHAPE, VALUES);

    private static float[][] values() {
        Random random = new Random(3);
        float[][] values = new float[ROWS][WIDTH];
        for (float[] row : values) {
            int common = random.nextInt(64);
            for (int i = 0; i < WIDTH; i++) {
                row[i] = 1_000_000 + (common * (i + 1) + random.nextInt(8)) / 8f;
            }
        }
        return values;
    }

    private static GramMatrix part(int from, int to) {
        GramMatrix gram = new GramMatrix(WIDTH);
        if (to > from) {
            gram.add(RowSubset.of(DATA, IntStream.range(from, to).toArray()), RAW);
        }
        return gram;
    }

    /** By whole numbers of eighths, which have no rounding. */
    private static double covariance(int i, int j) {
        long a = 0;
        long b = 0;
        long product = 0;
        for (float[] row : VALUES) {
            long x = Math.round((row[i] - 1e6) * 8);
            long y = Math.round((row[j] - 1e6) * 8);
            a += x;
            b += y;
            product += x * y;
        }
        return (product - (double) a * b / ROWS) / 64;
    }

    @Test
    void products_ofPartsInAnyOrder_areThoseAroundTheMeanOfAll() {
        long before = TensorScope.liveTensors();
        GramMatrix merged = part(5, 5);
        for (int[] range : new int[][] {{1_300, ROWS}, {0, 1}, {1, 1_300}}) {
            merged.merge(part(range[0], range[1]));
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
        assertThat(merged.count()).isEqualTo(ROWS);
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                // A sum of products around 0 would have lost all but four digits of it.
                double expected = covariance(i, j);
                assertThat(merged.products()[i * WIDTH + j]).isCloseTo(expected, within(1e-9 * expected));
            }
        }
    }

    @Test
    void pca_ofMergedParts_isThatOfAllSamples() {
        GramMatrix merged = part(700, ROWS);
        merged.merge(part(0, 700));
        try (Pca all = Pca.fit(DATA, RAW, 2);
                Pca parts = Pca.of(merged, RAW, 2)) {
            double[] expected = all.mse(DATA, List.of(0, 1, 2));
            assertThat(parts.mse(DATA, List.of(0, 1, 2))).containsExactly(expected, within(1e-9 * expected[0]));
            assertThat(parts.variances()).containsExactly(all.variances(), within(1e-9 * all.variances()[0]));
            assertThat(all.variances()[0] + all.variances()[1])
                    .isCloseTo(WIDTH * (expected[0] - expected[2]), within(1e-6 * expected[0]));
        }
    }

    @Test
    void matrix_ofNoSampleOrOfAnotherSize_isRefused() {
        assertThatThrownBy(() -> new GramMatrix(2_049))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2,048");
        assertThatThrownBy(() -> Pca.of(new GramMatrix(WIDTH), RAW, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("at least 1 sample");
        assertThatThrownBy(() -> Pca.of(new GramMatrix(2), RAW, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("of 2 elements, the samples have 3");
        assertThatThrownBy(() -> new GramMatrix(2).merge(new GramMatrix(3))).isInstanceOf(BadInputException.class);
    }
}
