package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;

/**
 * The variational bottleneck.
 *
 * @param beta the factor of the KL divergence; 1 is the evidence lower bound
 * @param warmUpSteps over how many steps the factor grows from 0 to beta; 0 for none
 * @source Kingma and Welling 2014; Higgins et al. 2017 (beta); Bowman et al. 2016 (warm-up)
 */
@JsonTypeName("variational")
public record VariationalConfig(double beta, int warmUpSteps) implements BottleneckConfig {

    public VariationalConfig {
        if (!(beta >= 0 && beta <= 1e6)) {
            throw new BadInputException("beta must be from 0 to 1,000,000, was " + beta);
        }
        if (warmUpSteps < 0) {
            throw new BadInputException("the KL warm-up must take 0 or more steps, was " + warmUpSteps);
        }
    }

    /** The evidence lower bound from the first step on. */
    public static VariationalConfig defaults() {
        return new VariationalConfig(1, 0);
    }

    @Override
    public String kind() {
        return "variational";
    }

    @Override
    public long parameters(Shape features, int latent) {
        return (features.elements() + 1) * 2 * latent;
    }

    @Override
    public boolean penalised() {
        return beta > 0;
    }

    @Override
    public boolean hasPosterior() {
        return true;
    }

    @Override
    public Bottleneck build(Parameters parameters, Shape features, int latent) {
        return new VariationalBottleneck(Linear.layer(parameters, features.elements(), 2L * latent), latent, this);
    }
}
