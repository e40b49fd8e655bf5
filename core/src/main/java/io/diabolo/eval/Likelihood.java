package io.diabolo.eval;

import io.diabolo.error.BadInputException;
import java.io.Serializable;
import java.util.List;

/**
 * How probable a variational model finds samples that it has not seen, in nats (natural logarithms; for a binarised picture of
 * 784 pixels good models reach about 85). {@link LikelihoodEvaluation} measures it.
 *
 * @param samples how many
 * @param importance K, the importance samples of each
 * @param observation the density of a sample given its code
 * @param bounds under the model's own prior, and under one that was fitted later where there is one
 * @param reconstructionNats mean over samples and codes of {@code -log p(x | z)}
 * @param klNats mean over the samples of the divergence of the posterior from the model's own prior
 * @param klByUnit the divergence from the standard normal distribution by each of the D numbers of a code
 * @param activeUnits how many of the D have a posterior mean whose variance over the samples is above 0.01
 * @source Burda, Grosse and Salakhutdinov 2016 (the estimate by importance samples; active units, section 4)
 */
public record Likelihood(
        int samples,
        int importance,
        String observation,
        List<Bound> bounds,
        double reconstructionNats,
        double klNats,
        List<Double> klByUnit,
        int activeUnits)
        implements Serializable {

    /** The most importance samples of a sample. */
    public static final int MOST = 100_000;

    /** Below it the variance of a unit's posterior mean says that the unit carries nothing. */
    public static final double ACTIVE_VARIANCE = 0.01;

    public Likelihood {
        bounds = List.copyOf(bounds);
        klByUnit = List.copyOf(klByUnit);
    }

    /**
     * What holds under one prior.
     *
     * @param prior {@code standard normal}, {@code mixture of 20} and the like
     * @param elbo mean over samples and codes of {@code log p(x | z) + log p(z) - log q(z | x)}: the evidence lower bound
     * @param negativeLogLikelihood mean over the samples of {@code -log mean over K of p(x | z) p(z) / q(z | x)}: at most
     *     {@code -elbo}, and on average at least the true one
     * @param standardError of that mean, as the samples are some of many: the deviation over them by the root of their number
     */
    public record Bound(String prior, double elbo, double negativeLogLikelihood, double standardError)
            implements Serializable {}

    /** Under the model's own prior. */
    public Bound own() {
        return bounds.get(0);
    }

    /**
     * K, if it is one.
     *
     * @throws BadInputException if it is not from 1 to {@link #MOST}
     */
    public static int requireImportance(int importance) {
        if (importance < 1 || importance > MOST) {
            throw new BadInputException("importance samples must be from 1 to %,d, were %,d: 100 are usual, 5,000 exact"
                    .formatted(MOST, importance));
        }
        return importance;
    }
}
