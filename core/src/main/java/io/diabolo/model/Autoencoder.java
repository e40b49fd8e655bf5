package io.diabolo.model;

import io.diabolo.engine.DataType;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sequential;
import java.util.Arrays;

/**
 * An encoder, a bottleneck and a decoder.
 *
 * <pre>{@code x [N, C, *S] -> encoder -> [N, F] -> bottleneck -> latent [N, D] -> decoder -> raw [N, C, *S] -> xHat}</pre>
 *
 * <p>*S is nothing for rows (C is then F), L for series, H, W for pictures. It works on tensors in the model's range; pictures go through {@code io.diabolo.task.PictureAutoencoder}. Inference
 * may run on several threads at once, each with its own scope; training may not.
 */
public final class Autoencoder implements Reconstructor {

    private final ModelConfig config;
    private final Parameters parameters;
    private final Sequential encoder;
    private final Bottleneck bottleneck;
    private final Sequential decoder;

    Autoencoder(ModelConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        try (TensorScope scope = TensorScope.open("build")) {
            encoder = Sequential.build(
                    config.body().encoder(config.input(), config.latent()),
                    config.inputShape(),
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

    public ModelConfig config() {
        return config;
    }

    /** The same weights, with gradients of their own: for another thread of a training. Close it before this model. */
    public Autoencoder replica() {
        return new Autoencoder(config, parameters.replica());
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /**
     * What training sees: a sampled latent, dropout, penalties.
     *
     * @param x [N, C, *S]
     * @param step for penalties that warm up
     */
    public Forward forward(Tensor x, Pass pass, long step) {
        checkSamples(x);
        Bottleneck.Latent latent = bottleneck.compress(encoder.forward(x, pass), pass, step);
        return new Forward(decoder.forward(latent.code(), pass), latent);
    }

    /** @shape x [N, C, *S] to [N, D] */
    public Tensor encode(Tensor x) {
        checkSamples(x);
        try (NoGrad noGrad = NoGrad.open()) {
            Tensor features = encoder.forward(x, Pass.inference());
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
            return config.loss().values(decoder.forward(latent, Pass.inference()));
        }
    }

    @Override
    public Tensor reconstruct(Tensor x) {
        return decode(encode(x));
    }

    private void checkSamples(Tensor x) {
        long[] sizes = x.shape().toArray();
        Shape sample = config.inputShape();
        if (sizes.length == 0 || !sample.equals(Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)))) {
            throw new EngineException("encoder: x must be [N, %s, was %s"
                    .formatted(sample.toString().substring(1), x.shape()));
        }
    }

    @Override
    public void close() {
        parameters.close();
    }

    /**
     * What {@link #forward} returns.
     *
     * @param raw [N, C, *S], what {@link io.diabolo.loss.Distortion} compares
     * @param latent the latent and its penalties
     */
    public record Forward(Tensor raw, Bottleneck.Latent latent) {}
}
