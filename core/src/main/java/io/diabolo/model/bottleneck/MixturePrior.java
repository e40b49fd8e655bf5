package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;

/**
 * A mixture of normal distributions, learned together with the networks: {@code p(z) = sum w_k N(z; m_k, s_k^2)}. It begins
 * near the standard normal distribution, with means apart so that components can part.
 *
 * @param components K, 1 to 10,000
 * @source Dilokthanakul et al. 2016; Tomczak and Welling 2018, section 4.1 (mixture of Gaussians)
 */
@JsonTypeName("mixture")
public record MixturePrior(int components) implements PriorConfig {

    public MixturePrior {
        VampPrior.requireComponents(components);
    }

    @Override
    public String describe() {
        return "mixture of %,d learned in training".formatted(components);
    }

    @Override
    public long parameters(Place place) {
        return components * (2L * place.latent() + 1);
    }

    @Override
    public Prior build(Parameters parameters, Place place, Layer posterior) {
        Tensor weights = parameters.constant("weights", 0, components);
        Tensor means = parameters.weight("means", 1, 1, components, place.latent());
        Tensor logVariances = parameters.constant("log_variances", 0, components, place.latent());
        double largest = VariationalBottleneck.LARGEST_LOG_VARIANCE;
        return pass -> new DiagonalMixture(
                weights.logSoftmax(0), new DiagonalGaussian(means, logVariances.clamp(-largest, largest)));
    }
}
