package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.eval.Evaluation;
import io.diabolo.linear.Pca;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearStartTest {

    private static Dataset data(SampleShape shape) {
        Random random = new Random(1);
        float[][] samples = new float[200][shape.elements()];
        for (float[] sample : samples) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) (a * Math.sin(i) + b * i / sample.length + 0.3 * random.nextGaussian());
            }
        }
        return FloatDataset.of("correlated", shape, samples);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void begin_beforeAnyStep_theErrorIsThatOfPca(boolean maskInput) {
        for (SampleShape shape :
                List.of(SampleShape.row(12), SampleShape.series(2, 10), SampleShape.picture(1, 4, 5))) {
            Dataset data = data(shape);
            Preprocessing preprocessing = Preprocessing.of(data);
            AutoencoderConfig config = AutoencoderConfig.plain(
                            shape, 2, MlpBody.defaults(shape, 2).withLinearPath())
                    .withOutput(OutputRange.LINEAR)
                    .withMaskInput(maskInput);
            try (Autoencoder model = config.build(1);
                    Pca pca = Pca.fit(data, preprocessing, 2)) {
                LinearStart.apply(model, data, preprocessing);
                double error =
                        Evaluation.of(model, preprocessing, data, Device.CPU).mse();
                double[] linear = pca.mse(data, List.of(2, 0));
                // The small networks beside the path move it a little.
                assertThat(error).as("%s", shape).isCloseTo(linear[0], withinPercentage(10));
                assertThat(error).isLessThan(0.8 * linear[1]);
            }
        }
    }
}
