package io.diabolo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Pass;
import org.junit.jupiter.api.Test;

class ImportanceWeightedTest {

    private static final AutoencoderConfig CONFIG = AutoencoderConfig.mlp(SampleShape.picture(1, 4, 4), 2)
            .withBottleneck(new VariationalConfig(1, 0))
            .withLoss(Distortion.BCE);

    /** The mean over many draws: the samples of a batch are all the same. */
    private static double mean(Objective objective) {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator data = Generator.of(3);
                Generator random = Generator.of(4);
                Autoencoder model = CONFIG.withObjective(objective).build(1)) {
            Tensor one = Tensor.uniform(data, 0, 1, 1, 1, 4, 4);
            Tensor x = Tensor.zeros(20_000, 1, 4, 4).add(one);
            return objective
                    .loss(model, Example.clean(x), Pass.training(random), 0)
                    .total()
                    .item();
        }
    }

    @Test
    void loss_oneSample_isTheEvidenceLowerBoundOnAverage() {
        assertThat(mean(new ImportanceWeighted(1))).isCloseTo(mean(new StandardObjective()), within(0.05));
    }

    @Test
    void loss_moreSamples_isATighterBound() {
        double one = mean(new ImportanceWeighted(1));
        double five = mean(new ImportanceWeighted(5));
        double twenty = mean(new ImportanceWeighted(20));
        assertThat(five).isLessThan(one - 0.05);
        assertThat(twenty).isLessThan(five);
    }

    @Test
    void config_withoutAPosterior_isRefused() {
        assertThatThrownBy(() -> AutoencoderConfig.mlp(SampleShape.row(4), 2).withObjective(new ImportanceWeighted(5)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("posterior");
    }
}
