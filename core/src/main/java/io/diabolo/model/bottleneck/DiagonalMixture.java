package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum of K normal distributions whose numbers are independent, {@code p(z) = sum w_k N(z; m_k, s_k^2)}: as tensors, so that it
 * is learned by gradients.
 *
 * @param logWeights [K]; the weights sum to 1
 * @param components means and variances, [K, D]
 */
public record DiagonalMixture(Tensor logWeights, DiagonalGaussian components) implements Density {

    /** Values of the differences to all means that are made at once: 16 MiB. */
    private static final long MOST_DIFFERENCES = 1 << 22;

    /** The temperature narrows each component; how often each is drawn stays. */
    @Override
    public Tensor sample(int count, double temperature, Generator random) {
        double[] weights = logWeights.exp().toDoubles();
        int[] drawn = GaussianMixture.drawn(
                weights, Tensor.uniform(random, 0, 1, count).toFloats());
        long[] rows = new long[count];
        for (int i = 0; i < count; i++) {
            rows[i] = drawn[i];
        }
        Tensor numbers = Tensor.of(rows);
        return new DiagonalGaussian(
                        components.mean().rows(numbers),
                        components.logVariance().rows(numbers))
                .sample(count, temperature, random);
    }

    @Override
    public Tensor logDensity(Tensor latent) {
        long k = logWeights.size(0);
        long size = components.mean().size(1);
        long atOnce = Math.max(1, MOST_DIFFERENCES / (k * size));
        List<Tensor> parts = new ArrayList<>();
        for (long first = 0; first < latent.size(0); first += atOnce) {
            Tensor z = latent.narrow(0, first, Math.min(atOnce, latent.size(0) - first));
            // The differences themselves, [n, K, D]: as products they would lose what small variances need.
            Tensor squares =
                    z.reshape(z.size(0), 1, size).sub(row(components.mean())).square();
            parts.add(joint(squares).logSumExp(1));
        }
        return parts.size() == 1 ? parts.get(0) : Tensor.concat(parts, 0);
    }

    /**
     * An upper bound of the divergence of a posterior from this in closed form, which is exact for K = 1:
     * {@code -H(q) - log sum w_k exp E_q log N(z; m_k, s_k^2)}.
     *
     * @return [N] in nats
     * @source Hershey and Olsen 2007, the variational bound, for one component in q
     */
    public Tensor divergenceBound(DiagonalGaussian posterior) {
        long n = posterior.mean().size(0);
        long size = posterior.mean().size(1);
        Tensor squares = posterior
                .mean()
                .reshape(n, 1, size)
                .sub(row(components.mean()))
                .square()
                .add(posterior.logVariance().exp().reshape(n, 1, size));
        Tensor entropy = posterior
                .logVariance()
                .add(1 + Math.log(2 * Math.PI))
                .sumPerExample()
                .mul(0.5);
        return entropy.add(joint(squares).logSumExp(1)).neg();
    }

    /** {@code log w_k - 1/2 sum (log 2 pi s_k^2 + squares / s_k^2)}, [n, K], of squares [n, K, D]. */
    private Tensor joint(Tensor squares) {
        Tensor logVariance = row(components.logVariance());
        return squares.mul(logVariance.neg().exp())
                .add(logVariance)
                .add(Math.log(2 * Math.PI))
                .sum(2)
                .mul(-0.5)
                .add(logWeights.reshape(1, logWeights.size(0)));
    }

    /** @shape [K, D] to [1, K, D] */
    private static Tensor row(Tensor ofComponents) {
        return ofComponents.reshape(1, ofComponents.size(0), ofComponents.size(1));
    }
}
