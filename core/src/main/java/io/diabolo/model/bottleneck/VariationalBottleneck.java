package io.diabolo.model.bottleneck;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Gaussian posterior and its sample.
 *
 * <pre>{@code
 * features [N, F] -> linear -> mu [N, D], log s^2 [N, D]
 * training:  z = mu + s * e,  e ~ N(0, 1)        inference:  z = mu
 * KL(q || N(0, 1)) = 1/2 sum (mu^2 + s^2 - 1 - log s^2)      [N], nats
 * KL(q || another) = log q(z) - log p(z) where z is drawn, else of a mixture its bound in closed form
 * }</pre>
 *
 * @source Kingma and Welling 2014, appendix B; Kingma et al. 2016, appendix C.8 (free bits)
 */
final class VariationalBottleneck implements Bottleneck {

    /** Beyond it exp() leaves what float32 and the loss can bear. */
    static final double LARGEST_LOG_VARIANCE = 12;

    private static final double NATS_OF_A_BIT = Math.log(2);

    /** Below this many nats a sample, the KL divergence counts as zero. */
    private static final Guard COLLAPSE = new Guard(
            0.05,
            "the KL term is zero: the latent carries nothing (posterior collapse); lower beta or lengthen its warm-up");

    private final Layer projection;
    private final PriorConfig.Prior prior;
    private final int latent;
    private final VariationalConfig config;

    VariationalBottleneck(Layer projection, PriorConfig.Prior prior, int latent, VariationalConfig config) {
        this.projection = projection;
        this.prior = prior;
        this.latent = latent;
        this.config = config;
    }

    /** @param both means and logarithms of variances, [N, 2D] */
    static DiagonalGaussian gaussian(Tensor both, int latent) {
        Tensor exact = both.to(DataType.FLOAT32);
        return new DiagonalGaussian(
                exact.narrow(1, 0, latent),
                exact.narrow(1, latent, latent).clamp(-LARGEST_LOG_VARIANCE, LARGEST_LOG_VARIANCE));
    }

    @Override
    public Latent compress(Tensor features, Pass pass, long step) {
        DiagonalGaussian posterior = gaussian(projection.forward(features.flatten(), pass), latent);
        Tensor drawn = pass.samples() ? posterior.sample((int) posterior.mean().size(0), pass.generator()) : null;
        Density density = prior.density(pass);
        Tensor code = drawn == null ? posterior.mean() : drawn;
        return new Latent(
                code, penalties(divergence(posterior, density, drawn), step), new Probability(posterior, density));
    }

    /** From the standard normal distribution by number, [N, D]; from another of the whole code, [N]. */
    private Tensor divergence(DiagonalGaussian posterior, Density density, @Nullable Tensor drawn) {
        if (config.hasStandardPrior()) {
            return posterior.divergenceFromStandard();
        }
        if (drawn == null && density instanceof DiagonalMixture mixture) {
            return mixture.divergenceBound(posterior);
        }
        Tensor code = drawn == null ? fixedDraw(posterior) : drawn;
        return posterior.logDensity(code).sub(density.logDensity(code));
    }

    private static Tensor fixedDraw(DiagonalGaussian posterior) {
        try (Generator fixed = Generator.of(0)) {
            return posterior.sample((int) posterior.mean().size(0), fixed);
        }
    }

    private List<Penalty> penalties(Tensor divergence, long step) {
        boolean byNumber = divergence.shape().rank() == 2;
        Tensor whole = byNumber ? divergence.sumPerExample() : divergence;
        if (config.freeBits() == 0) {
            return List.of(new Penalty("kl_nats", whole, weight(step), COLLAPSE));
        }
        double free = config.freeBits() * NATS_OF_A_BIT * (byNumber ? 1 : latent);
        Tensor floored =
                divergence.mean(0).clamp(free, Double.POSITIVE_INFINITY).sum();
        return List.of(
                new Penalty("kl_nats", whole, 0, COLLAPSE),
                new Penalty("kl_nats_with_free_bits", floored, weight(step), null));
    }

    @Override
    public Optional<Density> prior() {
        return Optional.of(prior.density(Pass.inference()));
    }

    private double weight(long step) {
        return step >= config.warmUpSteps() ? config.beta() : config.beta() * step / config.warmUpSteps();
    }
}
