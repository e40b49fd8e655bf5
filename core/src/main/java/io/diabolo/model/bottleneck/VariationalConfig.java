package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import java.util.Objects;

/**
 * The variational bottleneck.
 *
 * @param beta the factor of the KL divergence; 1 is the evidence lower bound
 * @param warmUpSteps over how many steps the factor grows from 0 to beta; 0 for none
 * @param freeBits bits of each number of the code, in the mean of a batch, that cost no more than none would: below them the
 *     divergence counts as they do; with a learned prior D times as many of the whole code. 0 to 1,000; absent in JSON: 0
 * @param prior absent in JSON: the standard normal distribution
 * @source Kingma and Welling 2014; Higgins et al. 2017 (beta); Bowman et al. 2016 (warm-up); Kingma et al. 2016 (free bits)
 */
@JsonTypeName("variational")
public record VariationalConfig(
        double beta,
        int warmUpSteps,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        double freeBits,

        @JsonSetter(nulls = Nulls.SET)
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = StandardPrior.class)
        PriorConfig prior)
        implements BottleneckConfig {

    private static final double MOST_FREE_BITS = 1_000;

    public VariationalConfig {
        if (!(beta >= 0 && beta <= 1e6)) {
            throw new BadInputException("beta must be from 0 to 1,000,000, was " + beta);
        }
        if (warmUpSteps < 0) {
            throw new BadInputException("the KL warm-up must take 0 or more steps, was " + warmUpSteps);
        }
        if (!(freeBits >= 0 && freeBits <= MOST_FREE_BITS)) {
            throw new BadInputException("free bits must be from 0 to 1,000, were " + freeBits);
        }
        prior = Objects.requireNonNullElse(
                prior, new StandardPrior()); // models that were saved when there was no other
    }

    /** With the standard normal prior. */
    public VariationalConfig(double beta, int warmUpSteps) {
        this(beta, warmUpSteps, 0, new StandardPrior());
    }

    /** The evidence lower bound from the first step on. */
    public static VariationalConfig defaults() {
        return new VariationalConfig(1, 0);
    }

    public VariationalConfig withFreeBits(double newFreeBits) {
        return new VariationalConfig(beta, warmUpSteps, newFreeBits, prior);
    }

    public VariationalConfig withPrior(PriorConfig newPrior) {
        return new VariationalConfig(beta, warmUpSteps, freeBits, newPrior);
    }

    @Override
    public String kind() {
        return "variational";
    }

    @Override
    public String describe() {
        return prior instanceof StandardPrior ? kind() : kind() + ", " + prior.describe();
    }

    @Override
    public String priorInWords() {
        return prior.describe();
    }

    @Override
    public boolean hasStandardPrior() {
        return prior instanceof StandardPrior;
    }

    @Override
    public long parameters(Place place) {
        return place.linear(2L * place.latent()) + prior.parameters(place);
    }

    @Override
    public boolean penalised() {
        return beta > 0;
    }

    /** Free bits count in the mean of a batch. */
    @Override
    public boolean mixesSamples() {
        return freeBits > 0;
    }

    @Override
    public boolean hasPosterior() {
        return true;
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Layer projection = Linear.layer(parameters, place.features().elements(), 2L * place.latent());
        Layer posterior =
                (x, pass) -> projection.forward(encoder.forward(x, pass).flatten(), pass);
        return new VariationalBottleneck(
                projection, prior.build(parameters.in("prior"), place, posterior), place.latent(), this);
    }
}
