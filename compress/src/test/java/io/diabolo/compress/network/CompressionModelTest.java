package io.diabolo.compress.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.engine.EngineException;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionModelTest {

    private static Tensor pictures(Generator random, int count, int height, int width) {
        // Smooth: what a block transform is good at.
        return Tensor.uniform(random, -0.5, 0.5, count, 3, 4, 4).upsampleNearest(height, width);
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "1, 1", "17, 33", "48, 31", "80, 16"})
    void forward_anySize_comesBackAtThatSize(int height, int width) {
        long before = TensorScope.liveTensors();
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 1);
                TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor x = pictures(random, 2, height, width);
            for (Pass pass : List.of(Pass.inference(), Pass.training(random))) {
                CompressionModel.Forward forward = model.forward(x, Tensor.of(new long[] {0, 2}), pass);
                assertThat(forward.xHat().shape()).isEqualTo(x.shape());
                assertThat(forward.bits().shape()).isEqualTo(Shape.of(2));
                for (float bits : forward.bits().toFloats()) {
                    assertThat(bits).isFinite().isNotNegative();
                }
            }
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void forward_inference_isTheSameEachTime_andEachPictureIsCodedAlone() {
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 1);
                TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(1)) {
            Tensor x = pictures(random, 2, 32, 48);
            CompressionModel.Forward both = model.forward(x, Tensor.of(new long[] {2, 0}), Pass.inference());
            CompressionModel.Forward second =
                    model.forward(x.narrow(0, 1, 1), Tensor.of(new long[] {0}), Pass.inference());
            assertThat(second.bits().item())
                    .isEqualTo(both.bits().narrow(0, 1, 1).item());
            assertThat(second.xHat().toFloats())
                    .isEqualTo(both.xHat().narrow(0, 1, 1).toFloats());
        }
    }

    @Test
    void startAt_klt_carriesThePictureAtOnce_andHigherLevelsBetter() {
        CompressionConfig config = TinyCodec.config();
        try (CompressionModel model = CompressionModel.create(config, 1);
                TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(1)) {
            Tensor x = Tensor.uniform(random, -0.5, 0.5, 64, 3, 1, 1).upsampleNearest(16, 16); // three directions
            model.startAt(Klt.of(i -> x, 1));
            RateDistortion.Totals totals = new RateDistortion.Totals(config);
            for (int level = 0; level < 3; level++) {
                totals.add(model, x, level);
            }
            assertThat(totals.psnrDb(0)).isGreaterThan(24);
            assertThat(totals.psnrDb(2)).isGreaterThan(totals.psnrDb(0) + 2);
            assertThat(totals.bitsPerPixel(2)).isGreaterThan(totals.bitsPerPixel(0));
        }
    }

    @Test
    void loss_backward_reachesEveryParameter() {
        CompressionConfig config = TinyCodec.config();
        try (CompressionModel model = CompressionModel.create(config, 1);
                TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor x = pictures(random, 3, 64, 64);
            model.startAt(Klt.of(i -> x, 1));
            Gradients.clear(model.parameters().trainable());
            new RateDistortion(config)
                    .loss(model, x, new int[] {0, 1, 2}, Pass.training(random))
                    .total()
                    .backward();
            for (Tensor parameter : model.parameters().trainable()) {
                Tensor gradient = Objects.requireNonNull(parameter.gradient());
                assertThat(gradient.abs().sum().item())
                        .as("gradient of " + parameter)
                        .isPositive()
                        .isFinite();
            }
        }
    }

    /** The decoder only sees rounded values, so its own gradients are those of a smooth function. */
    @Test
    void loss_gradientBehindTheRounding_equalsFiniteDifferences() {
        CompressionConfig config = TinyCodec.config();
        try (CompressionModel model = CompressionModel.create(config, 1);
                TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor x = pictures(random, 2, 32, 32);
            model.startAt(Klt.of(i -> x, 1));
            for (String name : List.of("synthesis.linear.offset", "synthesis.6.weight", "log_inverse_gain")) {
                Tensor parameter =
                        Objects.requireNonNull(model.parameters().all().get(name));
                Gradients.clear(model.parameters().trainable());
                loss(model, x).backward();
                float[] gradient = Objects.requireNonNull(parameter.gradient()).toFloats();
                int largest = 0;
                for (int i = 0; i < gradient.length; i++) {
                    largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
                }
                double high = shifted(model, x, parameter, largest, 1e-3f);
                double low = shifted(model, x, parameter, largest, -1e-3f);
                assertThat((high - low) / 2e-3)
                        .as(name)
                        .isCloseTo(gradient[largest], org.assertj.core.api.Assertions.withinPercentage(3));
            }
        }
    }

    private static Tensor loss(CompressionModel model, Tensor x) {
        try (Generator random = Generator.of(7)) {
            return new RateDistortion(model.config())
                    .loss(model, x, new int[] {1, 2}, Pass.training(random))
                    .total();
        }
    }

    private static double shifted(CompressionModel model, Tensor x, Tensor parameter, int index, float step) {
        float[] values = parameter.toFloats();
        float before = values[index];
        values[index] += step;
        parameter.assignInPlace(Tensor.of(values, parameter.shape().toArray()));
        double loss = loss(model, x).item();
        values[index] = before;
        parameter.assignInPlace(Tensor.of(values, parameter.shape().toArray()));
        return loss;
    }

    @Test
    void badInput_isRefused() {
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 1);
                TensorScope scope = TensorScope.open("test")) {
            assertThatThrownBy(
                            () -> model.forward(Tensor.zeros(1, 1, 16, 16), Tensor.of(new long[1]), Pass.inference()))
                    .isInstanceOf(EngineException.class);
            assertThatThrownBy(() -> new CompressionConfig(12, 4, 8, 8, List.of(4, 7), List.of(0.1, 0.2), 1, 0))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("slices must be positive and add up to latent, was [4, 7]");
            assertThatThrownBy(() -> TinyCodec.config(12, 3))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("encoder must be 1 or 2, was 3");
            assertThatThrownBy(() -> TinyCodec.config(12, 1, 3))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("complete must be 0 to the number of slices, was 3");
        }
    }
}
