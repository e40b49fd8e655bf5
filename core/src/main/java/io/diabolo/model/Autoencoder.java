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
 * <pre>{@code x [N, C, *S] -> encoder -> features -> bottleneck -> latent -> decoder -> raw [N, C, *S] -> xHat}</pre>
 *
 * <p>Features are [N, F] or [N, C', *S'], the latent is [N, D] or, of a bottleneck that keeps the space, [N, D, *S']. Codes are
 * latents written as rows, [N, D] or [N, D * S'].
 *
 * <p>It works on tensors in the model's range; pictures go through {@code io.diabolo.task.PictureAutoencoder}. Inference
 * may run on several threads at once, each with its own scope; training may not.
 */
public final class Autoencoder implements Reconstructor {

    private final AutoencoderConfig config;
    private final Parameters parameters;
    private final Shape latent;
    private final Sequential encoder;
    private final Bottleneck bottleneck;
    private final Sequential decoder;

    Autoencoder(AutoencoderConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        latent = config.latentShape();
        try (TensorScope scope = TensorScope.open("build")) {
            encoder = Sequential.build(
                    config.body().encoder(config.encoderInput(), config.latent()),
                    AutoencoderConfig.shape(config.encoderInput()),
                    parameters.in("encoder"));
            bottleneck = config.bottleneck().build(parameters.in("bottleneck"), config.place(), encoder);
            decoder = Sequential.build(config.body().decoder(config.decoderOutput()), latent, parameters.in("decoder"));
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
        Bottleneck.Latent compressed = latent(input, pass, step);
        return new Forward(decoder.forward(compressed.code(), pass), Optional.of(compressed));
    }

    /**
     * The first half of {@link #forward}: what is between encoder and decoder.
     *
     * @shape input [N, C, *S], with the mask behind it where the model takes one
     */
    Bottleneck.Latent latent(Tensor input, Pass pass, long step) {
        checkSamples(input);
        return bottleneck.compress(encoder.forward(input, pass), pass, step);
    }

    /**
     * The second half of {@link #forward}, of any latents.
     *
     * @shape latents [N, D] or [N, D, *S'] to what the distortion compares
     */
    Tensor raw(Tensor latents, Pass pass) {
        return decoder.forward(latents, pass);
    }

    /** @shape input [N, C, *S], with the mask behind it where the model takes one, to codes [N, D] or [N, D * S'] */
    public Tensor encode(Tensor input) {
        checkSamples(input);
        try (NoGrad noGrad = NoGrad.open()) {
            Tensor features = encoder.forward(input, Pass.inference());
            return bottleneck
                    .compress(features, Pass.inference(), Bottleneck.TRAINED)
                    .code()
                    .to(DataType.FLOAT32)
                    .flatten();
        }
    }

    /**
     * What is between encoder and decoder of a trained model: of one with a posterior the code is its mean.
     *
     * @shape input [N, C, *S], with the mask behind it where the model takes one
     */
    public Bottleneck.Latent latent(Tensor input) {
        return latent(input, Pass.inference());
    }

    /** The same with labels, or with random numbers for a code that is drawn and for a prior that draws some itself. */
    public Bottleneck.Latent latent(Tensor input, Pass pass) {
        try (NoGrad noGrad = NoGrad.open()) {
            return latent(input, pass, Bottleneck.TRAINED);
        }
    }

    /** @shape codes [N, D] or [N, D * S'] to [N, C, *S] */
    public Tensor decode(Tensor codes) {
        return config.values(raw(codes));
    }

    /** As {@link #decode}, what the distortion compares: of a Bernoulli decoder the logits. */
    public Tensor raw(Tensor codes) {
        if (codes.shape().rank() != 2 || codes.size(1) != latent.elements()) {
            throw new EngineException("codes must be [N, %d], were %s".formatted(latent.elements(), codes.shape()));
        }
        try (NoGrad noGrad = NoGrad.open()) {
            Tensor shaped = latent.rank() == 1 ? codes : codes.reshape(batch(codes.size(0), latent.toArray()));
            return decoder.forward(shaped, Pass.inference());
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

    private static long[] batch(long count, long... example) {
        long[] sizes = new long[example.length + 1];
        sizes[0] = count;
        System.arraycopy(example, 0, sizes, 1, example.length);
        return sizes;
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
