package io.diabolo.model.bottleneck;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * The Gaussian posterior and its sample.
 *
 * <pre>{@code
 * features [N, F] -> linear -> mu [N, D], log s^2 [N, D]
 * training:  z = mu + s * e,  e ~ N(0, 1)        inference:  z = mu
 * KL(q || N(0, 1)) = 1/2 sum (mu^2 + s^2 - 1 - log s^2)      [N], nats
 * }</pre>
 *
 * @source Kingma and Welling 2014, appendix B
 */
final class VariationalBottleneck implements Bottleneck {

    /** Beyond it exp() leaves what float32 and the loss can bear. */
    private static final double LARGEST_LOG_VARIANCE = 12;

    /** Below this many nats a sample, the KL divergence counts as zero. */
    private static final Guard COLLAPSE = new Guard(
            0.05,
            "the KL term is zero: the latent carries nothing (posterior collapse); lower beta or lengthen its warm-up");

    private final Layer projection;
    private final int latent;
    private final VariationalConfig config;

    VariationalBottleneck(Layer projection, int latent, VariationalConfig config) {
        this.projection = projection;
        this.latent = latent;
        this.config = config;
    }

    @Override
    public Latent compress(Tensor features, Pass pass, long step) {
        Tensor both = projection.forward(features.flatten(), pass).to(DataType.FLOAT32); // [N, 2D]
        Tensor mean = both.narrow(1, 0, latent);
        Tensor logVariance = both.narrow(1, latent, latent).clamp(-LARGEST_LOG_VARIANCE, LARGEST_LOG_VARIANCE);
        DiagonalGaussian posterior = new DiagonalGaussian(mean, logVariance);
        Tensor code = pass.samples() ? posterior.sample((int) mean.size(0), pass.generator()) : mean;
        Penalty penalty =
                new Penalty("kl_nats", posterior.divergenceFromStandard().sumPerExample(), weight(step), COLLAPSE);
        return new Latent(code, List.of(penalty), new Probability(posterior, prior().orElseThrow()));
    }

    @Override
    public Optional<Density> prior() {
        return Optional.of(DiagonalGaussian.standard(latent));
    }

    private double weight(long step) {
        return step >= config.warmUpSteps() ? config.beta() : config.beta() * step / config.warmUpSteps();
    }
}
