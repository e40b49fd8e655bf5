package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import java.util.List;

/**
 * {@code features [N, F] -> linear -> latent [N, D]}, a code of which each sample uses a few numbers only: the {@code active}
 * largest stay, the others become 0, in training and after it. The latent may be larger than the input.
 *
 * @param active k, at least 1; from D on all numbers stay
 * @param strength the factor of the sum of a code's absolute values, 0 to 1,000,000; it stands beside the SUMMED error of a
 *     sample
 * @source Makhzani and Frey 2014 (k-sparse autoencoders)
 */
@JsonTypeName("sparse")
public record SparseConfig(int active, double strength) implements BottleneckConfig {

    private static final int USUAL = 10;

    public SparseConfig {
        if (active < 1) {
            throw new BadInputException("sparse: at least 1 number of a code must be active, was " + active);
        }
        if (!(strength >= 0 && strength <= 1e6)) {
            throw new BadInputException("sparse: strength must be from 0 to 1,000,000, was " + strength);
        }
    }

    /** Ten numbers a sample, which cost nothing. */
    public static SparseConfig defaults() {
        return new SparseConfig(USUAL, 0);
    }

    @Override
    public String kind() {
        return "sparse";
    }

    @Override
    public String describe() {
        return "sparse, %d of its numbers differ from 0".formatted(active);
    }

    @Override
    public long parameters(Place place) {
        return place.linear(place.latent());
    }

    @Override
    public int activeNumbers(int latent) {
        return Math.min(active, latent);
    }

    @Override
    public boolean penalised() {
        return true;
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Layer projection = Linear.layer(parameters, place.features().elements(), place.latent());
        return (x, pass, step) -> {
            Tensor all = projection.forward(x.flatten(), pass).to(DataType.FLOAT32);
            Tensor code = active < place.latent() ? all.mul(all.largest(active)) : all;
            Tensor size = code.abs().sumPerExample();
            return new Bottleneck.Latent(code, List.of(new Bottleneck.Penalty("l1", size, strength, null)), null);
        };
    }
}
