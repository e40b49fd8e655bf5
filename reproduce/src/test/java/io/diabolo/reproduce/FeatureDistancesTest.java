package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.RowSubset;
import io.diabolo.preprocess.Preprocessing;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureDistancesTest {

    /** Independent normal numbers. */
    private static float[][] normal(int count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][3];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (mean + deviation * random.nextGaussian());
            }
        }
        return rows;
    }

    @Test
    void frechet_ofNormalDistributions_isTheClosedForm() {
        // Three numbers, each (m - m')^2 + (s - s')^2
        assertThat(FeatureDistances.frechet(normal(20_000, 0, 1, 1), normal(20_000, 2, 3, 2)))
                .isCloseTo(3 * (4 + 4), within(0.5));
        float[][] rows = normal(500, 0, 1, 1);
        assertThat(FeatureDistances.frechet(rows, rows)).isCloseTo(0, within(1e-3));
    }

    @Test
    void precisionAndRecall_tellSamplesThatAreWrongFromSamplesThatAreAlike() {
        float[][] data = normal(400, 0, 1, 1);
        FeatureDistances same = FeatureDistances.of(data, normal(400, 0, 1, 2));
        assertThat(same.precision()).isGreaterThan(0.8);
        assertThat(same.recall()).isGreaterThan(0.8);
        FeatureDistances narrow = FeatureDistances.of(data, normal(400, 0, 0.2, 2));
        assertThat(narrow.precision()).isGreaterThan(0.95);
        assertThat(narrow.recall()).isLessThan(0.3);
        FeatureDistances away = FeatureDistances.of(data, normal(400, 10, 1, 2));
        assertThat(away.precision()).isZero();
        assertThat(away.recall()).isZero();
    }

    @Test
    void classifier_afterAFewPasses_findsMostLabels() {
        Dataset glyphs = Glyphs.generate(1, 1_500);
        Dataset train = RowSubset.of(glyphs, IntStream.range(0, 1_300).toArray());
        Dataset test = RowSubset.of(glyphs, IntStream.range(1_300, 1_500).toArray());
        try (SmallClassifier classifier = SmallClassifier.train(train, Preprocessing.of(train), 6)) {
            assertThat(classifier.accuracy(test)).isGreaterThan(0.5);
            assertThat(classifier.features(new float[2 * 784])).hasDimensions(2, SmallClassifier.FEATURES);
        }
    }
}
