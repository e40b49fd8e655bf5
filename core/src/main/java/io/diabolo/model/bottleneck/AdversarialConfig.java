package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The adversarial autoencoder: codes without noise, which a small network tries to tell from draws of the standard normal
 * distribution, and which learn to be taken for such draws. Both learn in each step.
 *
 * <pre>{@code
 * discriminator = softplus(-T(e)) + softplus(T(z)),  e ~ N(0, 1); moves T alone
 * adversarial   = softplus(-T(z));                   moves the encoder alone
 * }</pre>
 *
 * @param strength the factor of {@code adversarial}, 0 to 1,000,000; it stands beside the SUMMED error of a sample
 * @source Makhzani et al. 2016; Goodfellow et al. 2014 (the loss that does not saturate)
 */
@JsonTypeName("adversarial")
public record AdversarialConfig(double strength) implements BottleneckConfig {

    private static final double USUAL = 10;

    public AdversarialConfig {
        if (!(strength >= 0 && strength <= 1e6)) {
            throw new BadInputException("adversarial: strength must be from 0 to 1,000,000, was " + strength);
        }
    }

    /** A strength that suits pictures of a few hundred pixels. */
    public static AdversarialConfig defaults() {
        return new AdversarialConfig(USUAL);
    }

    @Override
    public String kind() {
        return "adversarial";
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
        return place.linear(place.latent()) + Discriminator.parameters(place.latent());
    }

    @Override
    public boolean penalised() {
        return false; // a latent as large as the input may copy it, if it does so with normal numbers
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Layer projection = Linear.layer(parameters, place.features().elements(), place.latent());
        return new Judged(
                projection,
                new Discriminator(parameters.in("discriminator"), place.latent()),
                place.latent(),
                strength);
    }

    /** As it is built. */
    private record Judged(Layer projection, Discriminator discriminator, int latent, double strength)
            implements Bottleneck {

        @Override
        public Latent compress(Tensor features, Pass pass, long step) {
            Tensor code = projection.forward(features.flatten(), pass).to(DataType.FLOAT32);
            List<Penalty> penalties = new ArrayList<>();
            Tensor taken =
                    discriminator.frozenLogits(code).to(DataType.FLOAT32).neg().softplus();
            penalties.add(new Penalty("adversarial", taken, strength, null));
            if (pass.samples()) {
                // A good discriminator makes no better weights: a validation only watches it.
                double weight = step == TRAINED ? 0 : 1;
                penalties.add(new Penalty("discriminator", told(code.detach(), pass), weight, null));
            }
            return new Latent(code, penalties, null);
        }

        private Tensor told(Tensor code, Pass pass) {
            Tensor draws = Tensor.normal(pass.generator(), code.size(0), latent);
            Tensor ofDraws = discriminator.logits(draws).to(DataType.FLOAT32);
            Tensor ofCodes = discriminator.logits(code).to(DataType.FLOAT32);
            return ofDraws.neg().softplus().add(ofCodes.softplus());
        }

        @Override
        public Optional<Density> prior() {
            return Optional.of(DiagonalGaussian.standard(latent));
        }
    }
}
