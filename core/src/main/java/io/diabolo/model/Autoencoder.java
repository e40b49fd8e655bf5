package io.diabolo.model;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.DataType;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sequential;
import java.util.Optional;

/**
 * An encoder, a bottleneck and a decoder.
 *
 * <pre>{@code x [N, C, *S] -> encoder -> [N, F] -> bottleneck -> latent [N, D] -> decoder -> raw [N, C, *S] -> xHat}</pre>
 *
 * <p>It works on tensors in the model's range; pictures go through {@code io.diabolo.task.PictureAutoencoder}. Inference
 * may run on several threads at once, each with its own scope; training may not.
 */
public final class Autoencoder implements Reconstructor {

    private final AutoencoderConfig config;
    private final Parameters parameters;
    private final Sequential encoder;
    private final Bottleneck bottleneck;
    private final Sequential decoder;

    Autoencoder(AutoencoderConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        try (TensorScope scope = TensorScope.open("build")) {
            encoder = Sequential.build(
                    config.body().encoder(config.encoderInput(), config.latent()),
                    AutoencoderConfig.shape(config.encoderInput()),
                    parameters.in("encoder"));
            bottleneck = config.bottleneck().build(parameters.in("bottleneck"), config.features(), config.latent());
            decoder = Sequential.build(
                    config.body().decoder(config.input(), config.latent()),
                    Shape.of(config.latent()),
                    parameters.in("decoder"));
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    @Override
    public AutoencoderConfig config() {
        return config;
    }

    @Override
    public Autoencoder replica() {
        return new Autoencoder(config, parameters.replica());
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Forward forward(Tensor input, Pass pass, long step) {
        checkSamples(input);
        Bottleneck.Latent latent = bottleneck.compress(encoder.forward(input, pass), pass, step);
        return new Forward(decoder.forward(latent.code(), pass), Optional.of(latent));
    }

    /** @shape input [N, C, *S], with the mask behind it where the model takes one, to [N, D] */
    public Tensor encode(Tensor input) {
        checkSamples(input);
        try (NoGrad noGrad = NoGrad.open()) {
            Tensor features = encoder.forward(input, Pass.inference());
            return bottleneck
                    .compress(features, Pass.inference(), Bottleneck.TRAINED)
                    .code()
                    .to(DataType.FLOAT32);
        }
    }

    /** @shape latent [N, D] to [N, C, *S] */
    public Tensor decode(Tensor latent) {
        if (latent.shape().rank() != 2 || latent.size(1) != config.latent()) {
            throw new EngineException("latent must be [N, %d], was %s".formatted(config.latent(), latent.shape()));
        }
        try (NoGrad noGrad = NoGrad.open()) {
            return config.values(decoder.forward(latent, Pass.inference()));
        }
    }

    @Override
    public Tensor reconstruct(Tensor input) {
        return decode(encode(input));
    }

    /** Where latents come from before a sample is seen; empty of a model that cannot generate. */
    public Optional<Density> prior() {
        return bottleneck.prior();
    }

    @Override
    public void afterStep() {
        bottleneck.afterStep();
    }

    private void checkSamples(Tensor x) {
        SampleShape sample = config.encoderInput();
        boolean fits = x.shape().rank() == sample.sizes().size() + 1;
        for (int axis = 0; fits && axis < sample.sizes().size(); axis++) {
            fits = x.size(axis + 1) == sample.sizes().get(axis);
        }
        if (!fits) {
            throw new EngineException("encoder: x must be [N, %s, was %s"
                    .formatted(sample.toString().substring(1), x.shape()));
        }
    }

    @Override
    public void close() {
        parameters.close();
    }
}
