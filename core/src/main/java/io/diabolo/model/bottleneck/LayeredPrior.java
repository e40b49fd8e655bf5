package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;

/**
 * A second stochastic layer: the prior of the codes is a variational autoencoder of its own.
 *
 * <pre>{@code
 * p(z) = integral of p(z | u) p(u),  u [D'] standard normal,  p(z | u) and q(u | z) normal by two hidden layers with tanh
 * log p(z) is estimated as  log p(z | u) + log p(u) - log q(u | z),  u drawn from q(u | z)
 * }</pre>
 *
 * The estimate is a lower bound on average, and its exponential has the mean p(z): with importance samples of z it makes those of
 * both layers together.
 *
 * @param latent D', 1 to 100,000
 * @param hidden units of the layers between, 1 to 100,000
 * @source Burda, Grosse and Salakhutdinov 2016, section 5 (two stochastic layers); Sonderby et al. 2016
 */
@JsonTypeName("layered")
public record LayeredPrior(int latent, int hidden) implements PriorConfig {

    private static final int MOST = 100_000;

    public LayeredPrior {
        if (latent < 1 || latent > MOST || hidden < 1 || hidden > MOST) {
            throw new BadInputException(
                    "a second layer has 1 to %,d numbers and as many hidden units, was given %,d and %,d"
                            .formatted(MOST, latent, hidden));
        }
    }

    /** Half as many numbers as the first layer has, and twice as many hidden units. */
    public static LayeredPrior above(int latent) {
        return new LayeredPrior(Math.max(1, latent / 2), 2 * latent);
    }

    @Override
    public String describe() {
        return "a second layer of %,d numbers".formatted(latent);
    }

    @Override
    public long parameters(Place place) {
        return LayeredDensity.parameters(place.latent(), hidden, latent)
                + LayeredDensity.parameters(latent, hidden, place.latent());
    }

    @Override
    public Prior build(Parameters parameters, Place place, Layer posterior) {
        LayeredDensity.Networks networks = LayeredDensity.networks(parameters, this, place.latent());
        return pass -> new LayeredDensity(networks, pass);
    }
}
