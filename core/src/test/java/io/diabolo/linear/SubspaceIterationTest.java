package io.diabolo.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubspaceIterationTest {

    /** More samples and more values than a matrix of products is made for; the last 60 samples alone vary in value 0. */
    @Test
    void fit_manyLargeSamples_usesAllOfThem() {
        int samples = 2_060;
        int values = 2_050;
        Random random = new Random(1);
        float[][] rows = new float[samples][values];
        for (int i = 0; i < samples; i++) {
            float shared = (float) random.nextGaussian();
            rows[i][1] = shared;
            rows[i][2] = shared;
            rows[i][0] = i < 2_000 ? 0 : (float) (4 * random.nextGaussian());
        }
        Dataset data = FloatDataset.of("wide", SampleShape.picture(1, 1, values), rows);
        Preprocessing preprocessing = Preprocessing.of(data);
        try (Pca pca = Pca.fit(data, preprocessing, 2)) {
            // Two directions hold all of the variance: along values 1 and 2 together, and along value 0.
            double[] errors = pca.mse(data, List.of(0, 1, 2));
            assertThat(errors[2]).isCloseTo(0, within(1e-6 * errors[0]));
            assertThat(errors[1]).isBetween(0.1 * errors[0], 0.5 * errors[0]);
        }
    }
}
