package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import java.util.List;

/**
 * {@code features [N, F] -> linear -> latent [N, D]}, with no penalty.
 *
 * @source Hinton and Salakhutdinov 2006
 */
@JsonTypeName("plain")
public record PlainConfig() implements BottleneckConfig {

    /** The only one. */
    public static PlainConfig defaults() {
        return new PlainConfig();
    }

    @Override
    public String kind() {
        return "plain";
    }

    @Override
    public long parameters(Place place) {
        return place.linear(place.latent());
    }

    @Override
    public boolean penalised() {
        return false;
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Layer projection = Linear.layer(parameters, place.features().elements(), place.latent());
        return (x, pass, step) -> new Bottleneck.Latent(projection.forward(x.flatten(), pass), List.of(), null);
    }
}
