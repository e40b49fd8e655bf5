package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.model.LayersBody;
import io.diabolo.model.Reconstructor;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Normalize;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sum;
import io.diabolo.nn.Unflatten;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which models may see a batch in shares: those in which no sample knows of the others. */
class SharesTest {

    private static final SampleShape SHAPE = SampleShape.picture(2, 8, 8);
    private static final int BATCH = 48;

    private int threadsBefore;

    @BeforeEach
    void threads() {
        threadsBefore = Engine.threads();
        Engine.setThreads(3);
    }

    @AfterEach
    void threadsAgain() {
        Engine.setThreads(threadsBefore);
    }

    static Stream<AutoencoderConfig> everyLossBottleneckAndNormalization() {
        List<AutoencoderConfig> configs = new ArrayList<>();
        for (Distortion loss : Distortion.values()) {
            for (BottleneckConfig bottleneck : Fixture.everyBottleneck()) {
                for (Normalization normalization : Normalization.values()) {
                    ConvBody body = new ConvBody(
                            List.of(8),
                            1,
                            3,
                            ConvBody.Down.STRIDE,
                            ConvBody.Up.TRANSPOSED,
                            Activation.RELU,
                            normalization);
                    configs.add(AutoencoderConfig.plain(SHAPE, 4, body)
                            .withLoss(loss)
                            .withBottleneck(bottleneck));
                }
            }
        }
        return configs.stream();
    }

    @ParameterizedTest
    @MethodSource("everyLossBottleneckAndNormalization")
    void shares_ofEachModel_areSeveralJustWhereSamplesDoNotMix(AutoencoderConfig config) {
        boolean mixes = mixes(config);
        assertThat(config.mixesSamples()).isEqualTo(mixes);
        assertThat(DataParallel.shares(config, BATCH, Device.CPU)).isEqualTo(mixes ? 1 : 3);
    }

    /** Whether what a training step makes of the first samples changes with the others. */
    private static boolean mixes(AutoencoderConfig config) {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(1);
                Autoencoder model = config.build(1)) {
            Tensor first = Tensor.uniform(random, 0, 0.5, 16, 2, 8, 8);
            Tensor others = Tensor.uniform(random, 0.5, 1, 32, 2, 8, 8);
            List<Double> alone = costs(model, first);
            List<Double> together = costs(model, Tensor.concat(List.of(first, others), 0));
            for (int i = 0; i < alone.size(); i++) {
                if (Math.abs(alone.get(i) - together.get(i)) > 1e-3 * Math.max(1, Math.abs(alone.get(i)))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Distortion, with a code that is not drawn, and penalties of the first 16 samples of a batch. */
    private static List<Double> costs(Autoencoder model, Tensor x) {
        List<Tensor> costs = new ArrayList<>();
        Reconstructor.Forward forward = model.forward(x, new Pass(true, null), Bottleneck.TRAINED);
        costs.add(model.config().distortion(forward.raw(), Example.clean(x)));
        forward.latent().orElseThrow().penalties().forEach(penalty -> costs.add(penalty.values()));
        return costs.stream()
                .map(cost -> cost.shape().rank() == 0 ? cost : cost.narrow(0, 0, 16)) // or one of the whole batch
                .flatMap(cost -> java.util.Arrays.stream(cost.toDoubles()).boxed())
                .toList();
    }

    @Test
    void shares_ofConvolutionsInsideOfSums_areSeveral() {
        List<List<LayerConfig>> branches = List.of(
                List.of(new Flatten(), new Linear(6)),
                List.of(
                        new Sum(List.of(List.of(new Conv(3, 3, 2)), List.of(new Conv(3, 1, 2)))),
                        new Flatten(),
                        new Linear(6)));
        LayersBody body = new LayersBody(
                List.of(new Sum(branches)), List.of(new Linear(SHAPE.elements()), new Unflatten(2, 8, 8)));
        AutoencoderConfig config = AutoencoderConfig.plain(SHAPE, 4, body);
        assertThat(DataParallel.shares(config, BATCH, Device.CPU)).isEqualTo(3);
        LayersBody without = new LayersBody(
                List.of(new Sum(List.of(branches.get(0)))),
                List.of(new Linear(SHAPE.elements()), new Unflatten(2, 8, 8)));
        assertThat(DataParallel.shares(config.withBody(without), BATCH, Device.CPU))
                .isEqualTo(1);
    }

    @Test
    void shares_ofNormalisationInsideOfASum_isOne() {
        List<LayerConfig> normalised = List.of(new Conv(3, 3, 1), new Normalize(Normalization.BATCH));
        LayersBody body = new LayersBody(
                List.of(new Sum(List.of(List.of(new Conv(3, 1, 1)), normalised)), new Flatten()),
                List.of(new Linear(SHAPE.elements()), new Unflatten(2, 8, 8)));
        assertThat(DataParallel.shares(AutoencoderConfig.plain(SHAPE, 4, body), BATCH, Device.CPU))
                .isEqualTo(1);
    }
}
