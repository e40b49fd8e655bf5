package io.diabolo.model.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Codes without noise that are drawn to a normal distribution: by the discrepancy, and by a discriminator. */
class MatchedCodesTest {

    @Test
    void discrepancy_ofOneDistribution_isAboutNone_ofOthersGrowsWithTheirDistance() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor x = Tensor.normal(random, 1_000, 4);
            Tensor y = Tensor.normal(random, 1_000, 4);
            double same = MeanDiscrepancy.of(x, y).item();
            double near = MeanDiscrepancy.of(x.add(0.5), y).item();
            double far = MeanDiscrepancy.of(x.add(2), y).item();
            double narrow = MeanDiscrepancy.of(x.mul(0.3), y).item();
            assertThat(same).isCloseTo(0, within(0.02));
            assertThat(near).isGreaterThan(0.1);
            assertThat(far).isGreaterThan(4 * near);
            assertThat(narrow).isGreaterThan(0.1);
        }
    }

    @Test
    void discrepancy_ofTwoPoints_isThatComputedByHand() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {0, 1}, 2, 1);
            Tensor y = Tensor.of(new float[] {3, 5}, 2, 1);
            double expected = kernel(1) + kernel(4) - 2 * (kernel(9) + kernel(25) + kernel(4) + kernel(16)) / 4;
            assertThat(MeanDiscrepancy.of(x, y).item()).isCloseTo(expected, within(1e-4));
        }
    }

    private static double kernel(double square) {
        double sum = 0;
        for (double scale : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) {
            sum += 2 * scale / (2 * scale + square);
        }
        return sum;
    }

    /** One feature to one code, moved away from the prior: z = f + 3. */
    private static Bottleneck moved(BottleneckConfig config, Parameters parameters) {
        Bottleneck bottleneck = config.build(parameters, new Place(Shape.of(1), Shape.of(1), 1), (x, pass) -> x);
        Objects.requireNonNull(parameters.all().get("weight")).assignInPlace(Tensor.full(1, 1, 1));
        Objects.requireNonNull(parameters.all().get("bias")).assignInPlace(Tensor.full(3, 1));
        return bottleneck;
    }

    /** Plain gradient descent on the penalties: the bias after it. */
    private static double descend(BottleneckConfig config, double rate, int steps) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(3)) {
            Bottleneck bottleneck = moved(config, parameters);
            for (int step = 0; step < steps; step++) {
                try (TensorScope inner = TensorScope.open("step")) {
                    Tensor features = Tensor.normal(random, 64, 1);
                    Tensor total = Tensor.zeros(1).sum();
                    for (Bottleneck.Penalty penalty : bottleneck
                            .compress(features, Pass.training(random), step)
                            .penalties()) {
                        total = total.add(penalty.values().mean().mul(penalty.weight()));
                    }
                    Gradients.clear(parameters.trainable());
                    total.backward();
                    for (Tensor parameter : parameters.trainable()) {
                        Tensor gradient = Objects.requireNonNull(parameter.gradient());
                        parameter.assignInPlace(parameter.detach().sub(gradient.mul(rate)));
                    }
                }
            }
            return Objects.requireNonNull(parameters.all().get("bias")).item();
        }
    }

    @Test
    void wasserstein_codesAwayFromThePrior_areDrawnToIt() {
        assertThat(Math.abs(descend(new WassersteinConfig(1), 0.2, 200))).isLessThan(0.3);
    }

    @Test
    void adversarial_codesAwayFromThePrior_areDrawnToIt() {
        assertThat(Math.abs(descend(new AdversarialConfig(1), 0.05, 400))).isLessThan(1);
    }

    @Test
    void adversarial_eachPenalty_movesItsSideAlone() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(3)) {
            Bottleneck bottleneck = moved(AdversarialConfig.defaults(), parameters);
            List<Bottleneck.Penalty> penalties = bottleneck
                    .compress(Tensor.normal(random, 16, 1), Pass.training(random), 0)
                    .penalties();
            assertThat(penalties).extracting(Bottleneck.Penalty::name).containsExactly("adversarial", "discriminator");
            penalties.get(0).values().mean().backward();
            assertThat(moving(parameters)).containsExactly("weight", "bias");
            Gradients.clear(parameters.trainable());
            penalties.get(1).values().mean().backward();
            assertThat(moving(parameters)).hasSize(6).allMatch(name -> name.startsWith("discriminator."));
        }
    }

    private static List<String> moving(Parameters parameters) {
        return parameters.all().entrySet().stream()
                .filter(entry -> {
                    Tensor gradient = entry.getValue().gradient();
                    return gradient != null && gradient.abs().sum().item() > 0;
                })
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    @Test
    void compress_withoutRandomNumbers_isAlwaysTheSame() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Bottleneck bottleneck = moved(WassersteinConfig.defaults(), parameters);
            Tensor features = Tensor.of(new float[] {0, 1, 2}, 3, 1);
            Bottleneck.Latent first = bottleneck.compress(features, Pass.inference(), Bottleneck.TRAINED);
            Bottleneck.Latent second = bottleneck.compress(features, Pass.inference(), Bottleneck.TRAINED);
            assertThat(first.code().toFloats()).containsExactly(3, 4, 5);
            assertThat(first.penalties().get(0).values().item())
                    .isEqualTo(second.penalties().get(0).values().item());
        }
    }

    @Test
    void badInput_isRefused() {
        assertThatThrownBy(() -> new WassersteinConfig(-1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new AdversarialConfig(Double.NaN))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("strength must be from 0");
    }
}
