package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * The Wasserstein autoencoder: codes without noise, which as a whole are drawn towards the standard normal distribution by
 * the maximum mean discrepancy between a batch of them and as many draws ({@code mmd}).
 *
 * @param strength the factor of the discrepancy, 0 to 1,000,000; it stands beside the SUMMED error of a sample
 * @source Tolstikhin et al. 2018 (WAE-MMD); 50 is the factor 10 of its code over the factor 0.2 of its squared error
 */
@JsonTypeName("wasserstein")
public record WassersteinConfig(double strength) implements BottleneckConfig {

    private static final double USUAL = 50;
    private static final int FEWEST = 2;

    public WassersteinConfig {
        if (!(strength >= 0 && strength <= 1e6)) {
            throw new BadInputException("wasserstein: strength must be from 0 to 1,000,000, was " + strength);
        }
    }

    /** The strength of the publication. */
    public static WassersteinConfig defaults() {
        return new WassersteinConfig(USUAL);
    }

    @Override
    public String kind() {
        return "wasserstein";
    }

    @Override
    public String priorInWords() {
        return "standard normal";
    }

    @Override
    public boolean hasStandardPrior() {
        return true;
    }

    @Override
    public long parameters(Place place) {
        return place.linear(place.latent());
    }

    @Override
    public boolean penalised() {
        return false; // a latent as large as the input may copy it, if it does so with normal numbers
    }

    /** The discrepancy is that of a batch. */
    @Override
    public boolean mixesSamples() {
        return true;
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Layer projection = Linear.layer(parameters, place.features().elements(), place.latent());
        return new Matched(projection, place.latent(), strength);
    }

    /** As it is built. */
    private record Matched(Layer projection, int latent, double strength) implements Bottleneck {

        @Override
        public Latent compress(Tensor features, Pass pass, long step) {
            Tensor code = projection.forward(features.flatten(), pass).to(DataType.FLOAT32);
            if (code.size(0) < FEWEST) {
                return new Latent(code, List.of(new Penalty("mmd", Tensor.zeros(1), strength, null)), null);
            }
            Tensor discrepancy = MeanDiscrepancy.of(code, draws(code.size(0), pass));
            return new Latent(code, List.of(new Penalty("mmd", discrepancy, strength, null)), null);
        }

        /** Where nothing is random the draws are always the same. */
        private Tensor draws(long count, Pass pass) {
            if (pass.samples()) {
                return Tensor.normal(pass.generator(), count, latent);
            }
            try (Generator fixed = Generator.of(0)) {
                return Tensor.normal(fixed, count, latent);
            }
        }

        @Override
        public Optional<Density> prior() {
            return Optional.of(DiagonalGaussian.standard(latent));
        }
    }
}
