package io.diabolo.model.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.Pass;
import org.junit.jupiter.api.Test;

class SparseTest {

    private static final AutoencoderConfig CONFIG =
            AutoencoderConfig.mlp(SampleShape.row(6), 40).withBottleneck(new SparseConfig(3, 0.5));

    @Test
    void code_ofEachSample_hasSoManyNumbersAndTheirSizeAsItsPrice() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Autoencoder model = CONFIG.build(1)) {
            Bottleneck.Latent latent = model.latent(Tensor.normal(random, 50, 6), Pass.inference());
            float[] code = latent.code().toFloats();
            Bottleneck.Penalty price = latent.penalties().get(0);
            float[] prices = price.values().toFloats();
            assertThat(price.weight()).isEqualTo(0.5);
            for (int row = 0; row < 50; row++) {
                int used = 0;
                double sum = 0;
                for (int i = 0; i < 40; i++) {
                    float value = code[40 * row + i];
                    used += value == 0 ? 0 : 1;
                    sum += Math.abs(value);
                }
                assertThat(used).isEqualTo(3);
                assertThat((double) prices[row]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Test
    void config_withNoActiveNumberOrANegativePrice_isRefused() {
        assertThatThrownBy(() -> new SparseConfig(0, 0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new SparseConfig(1, -1)).isInstanceOf(BadInputException.class);
    }
}
