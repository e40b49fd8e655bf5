package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void expectedDepth_ofSamples_equalsScikitLearn() {
        // sklearn.ensemble._iforest._average_path_length, 1.9.1
        assertThat(IsolationForest.expectedDepth(1)).isZero();
        assertThat(IsolationForest.expectedDepth(2)).isEqualTo(1);
        assertThat(IsolationForest.expectedDepth(3)).isCloseTo(1.20739236, within(1e-8));
        assertThat(IsolationForest.expectedDepth(10)).isCloseTo(3.74888048, within(1e-8));
        assertThat(IsolationForest.expectedDepth(256)).isCloseTo(10.24477092, within(1e-8));
    }

    /** -IsolationForest.score_samples of scikit-learn 1.9.1, the mean of ten seeds, whose deviation is up to 0.018. */
    @Test
    void isolationForest_meanOfSeeds_equalsScikitLearn() {
        float[][] rows = new float[304][];
        for (int i = 0; i < 300; i++) {
            rows[i] = new float[] {0.2f * (i * 37 % 101) / 101 + 0.4f, 0.2f * (i * 61 % 97) / 97 + 0.4f};
        }
        rows[300] = new float[] {0, 0};
        rows[301] = new float[] {1, 1};
        rows[302] = new float[] {0.5f, 0.95f};
        rows[303] = new float[] {0.5f, 0.5f};
        Dataset data = Samples.array(rows);
        double[] mean = new double[4];
        for (int seed = 0; seed < 10; seed++) {
            try (Reference forest = IsolationForest.fit(data, Preprocessing.of(data), seed)) {
                double[] scores = forest.score(data);
                for (int i = 0; i < 4; i++) {
                    mean[i] += scores[300 + i] / 10;
                }
            }
        }
        assertThat(mean[0]).isCloseTo(0.833, within(0.015));
        assertThat(mean[1]).isCloseTo(0.844, within(0.015));
        assertThat(mean[2]).isCloseTo(0.754, within(0.015));
        assertThat(mean[3]).isCloseTo(0.413, within(0.015));
    }

    @Test
    void nearest_manyDimensionsAndBlocks_equalsSortedDistances() {
        Random random = new Random(3);
        int points = 2_500;
        float[] cloud = new float[points * 3];
        float[] queries = new float[200 * 3];
        for (int i = 0; i < cloud.length; i++) {
            cloud[i] = random.nextFloat();
        }
        for (int i = 0; i < queries.length; i++) {
            queries[i] = random.nextFloat();
        }
        double[] found = NearestNeighbours.of(3, cloud, points, 0).distances(queries, 5);
        for (int q = 0; q < 200; q++) {
            double[] all = new double[points];
            for (int i = 0; i < points; i++) {
                for (int d = 0; d < 3; d++) {
                    all[i] += Math.pow(queries[q * 3 + d] - cloud[i * 3 + d], 2);
                }
            }
            Arrays.sort(all);
            assertThat(found[q]).isCloseTo(Math.sqrt(all[4]), within(1e-5));
        }
    }

    @Test
    void pca_rowsOnALine_scoresTheDistanceFromIt() {
        float[][] line = new float[50][];
        for (int i = 0; i < 50; i++) {
            line[i] = new float[] {i, 2 * i};
        }
        Dataset train = Samples.array(line);
        Preprocessing preprocessing = Preprocessing.of(train);
        try (Reference pca = PcaReference.fit(train, preprocessing, 1)) {
            double[] scores = pca.score(Samples.array(new float[][] {{10, 20}, {10, 60}}));
            assertThat(scores[0]).isCloseTo(0, within(1e-6));
            // 320 is the squared distance from the line; the array's values have the variance 670.6875.
            assertThat(scores[1]).isCloseTo(320 / 670.6875, within(1e-5));
        }
    }
}
