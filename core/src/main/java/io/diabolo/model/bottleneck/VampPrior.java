package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;
import java.util.Arrays;

/**
 * The mean of the posteriors of K learned samples, the pseudo-inputs u: {@code p(z) = 1/K sum q(z | u_k)}. The pseudo-inputs
 * are parameters in the shape of what the encoder takes; a training lets them start as samples.
 *
 * @param components K, 1 to 10,000: each costs an encoding at every step
 * @source Tomczak and Welling 2018 (VampPrior)
 */
@JsonTypeName("vamp")
public record VampPrior(int components) implements PriorConfig {

    /** Where the pseudo-inputs [K, C, *S] are among the parameters of a bottleneck. */
    public static final String PSEUDO_INPUTS = "pseudo_inputs";

    private static final int MOST = 10_000;

    /** Before a training lets them start as samples. */
    private static final double START = 0.1;

    public VampPrior {
        requireComponents(components);
    }

    static void requireComponents(int components) {
        if (components < 1 || components > MOST) {
            throw new BadInputException(
                    "the components of a prior must be from 1 to %,d, were %,d".formatted(MOST, components));
        }
    }

    @Override
    public String describe() {
        return "VampPrior of %,d pseudo-inputs".formatted(components);
    }

    @Override
    public long parameters(Place place) {
        return components * place.input().elements();
    }

    @Override
    public Prior build(Parameters parameters, Place place, Layer posterior) {
        long[] sample = place.input().toArray();
        long[] sizes = new long[sample.length + 1];
        sizes[0] = components;
        System.arraycopy(sample, 0, sizes, 1, sample.length);
        Tensor inputs = parameters.weight(PSEUDO_INPUTS, START, 1, sizes);
        float[] even = new float[components];
        Arrays.fill(even, (float) -Math.log(components));
        return pass -> new DiagonalMixture(
                Tensor.of(even, components),
                VariationalBottleneck.gaussian(posterior.forward(inputs, pass), place.latent()));
    }
}
