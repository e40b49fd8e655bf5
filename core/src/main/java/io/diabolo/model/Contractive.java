package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.corrupt.Example;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Pass;

/**
 * The standard loss and what a code moves when its sample does, {@code strength x ||J||^2}: J is the encoder's Jacobian, and the
 * square of its Frobenius norm is estimated by one small normal step e from each sample, {@code ||f(x + s e) - f(x)||^2 / s^2}
 * with s = 0.05 of the model's unit. A sample is encoded twice.
 *
 * @param strength 0 to 1,000,000; it stands beside the SUMMED error of a sample
 * @source Rifai et al. 2011 (contractive autoencoders); Alain and Bengio 2014 (the step in place of the Jacobian)
 */
@JsonTypeName("contractive")
public record Contractive(double strength) implements Objective {

    private static final double STEP = 0.05;

    public Contractive {
        if (!(strength >= 0 && strength <= 1e6)) {
            throw new BadInputException("contractive: strength must be from 0 to 1,000,000, was " + strength);
        }
    }

    @Override
    public boolean needsFixedCode() {
        return true;
    }

    @Override
    public LossTerms loss(Reconstructor model, Example example, Pass pass, long step) {
        if (!(model instanceof Autoencoder autoencoder)) {
            throw new IllegalStateException("only autoencoders have a code");
        }
        boolean masked = model.config().maskInput();
        Reconstructor.Forward forward = model.forward(example.modelInput(masked), pass, step);
        Tensor moved = example.input().add(direction(example.input(), pass).mul(STEP));
        Tensor near = autoencoder
                .latent(example.withInput(moved).modelInput(masked), pass, step)
                .code();
        Tensor contraction = near.sub(forward.latent().orElseThrow().code())
                .to(DataType.FLOAT32)
                .square()
                .sumPerExample()
                .div(STEP * STEP);
        return StandardObjective.terms(model.config(), example, forward)
                .with("contraction", contraction.mean(), strength);
    }

    /** Where nothing is random it is always the same. */
    private static Tensor direction(Tensor like, Pass pass) {
        if (pass.samples()) {
            return Tensor.normal(pass.generator(), like.shape().toArray());
        }
        try (Generator fixed = Generator.of(0)) {
            return Tensor.normal(fixed, like.shape().toArray());
        }
    }
}
