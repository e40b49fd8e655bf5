package io.diabolo.model;

import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.Optional;

/**
 * A model that maps a sample to its reconstruction. It owns its parameters; closing frees them. Inference may run on several
 * threads at once, each with its own scope; training may not.
 */
public sealed interface Reconstructor extends AutoCloseable permits Autoencoder, Restorer, DefectMarker {

    ModelConfig config();

    Parameters parameters();

    /** The same weights, with gradients of their own: for another thread of a training. Close it before this model. */
    Reconstructor replica();

    /**
     * What training sees.
     *
     * @param input [N, C, *S], with the mask behind it where the model takes one
     * @param step for penalties that warm up
     */
    Forward forward(Tensor input, Pass pass, long step);

    /**
     * The reconstruction.
     *
     * @shape input [N, C, *S] to [N, C, *S], or larger of an upscaler
     */
    default Tensor reconstruct(Tensor input) {
        try (NoGrad noGrad = NoGrad.open()) {
            return config().values(
                            forward(input, Pass.inference(), Bottleneck.TRAINED).raw());
        }
    }

    /** Called after the optimiser's step: for what is not learned by gradients. */
    default void afterStep() {}

    @Override
    void close();

    /**
     * What {@link #forward} returns.
     *
     * @param raw what the distortion compares
     * @param latent the latent and its penalties; empty of a model without a bottleneck
     */
    record Forward(Tensor raw, Optional<Bottleneck.Latent> latent) {}
}
