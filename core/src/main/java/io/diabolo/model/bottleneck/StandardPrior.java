package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;

/** The standard normal distribution, which learns nothing: divergences from it are known in closed form, number by number. */
@JsonTypeName("normal")
public record StandardPrior() implements PriorConfig {

    @Override
    public String describe() {
        return "standard normal";
    }

    @Override
    public long parameters(Place place) {
        return 0;
    }

    @Override
    public Prior build(Parameters parameters, Place place, Layer posterior) {
        return pass -> DiagonalGaussian.standard(place.latent());
    }
}
