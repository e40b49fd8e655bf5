package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.corrupt.Example;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The importance-weighted bound on the likelihood, in nats: {@code -log mean over k of p(x | z) p(z) / q(z | x)}, tighter than
 * the evidence lower bound for k above 1. The distortion must be a negative log-likelihood.
 *
 * @param samples k, 1 to 5,000, all in one batch
 * @source Burda, Grosse and Salakhutdinov 2016
 */
@JsonTypeName("importance_weighted")
public record ImportanceWeighted(int samples) implements Objective {

    private static final int MOST = 5_000;

    public ImportanceWeighted {
        if (samples < 1 || samples > MOST) {
            throw new BadInputException("importance samples must be from 1 to %,d, were %d".formatted(MOST, samples));
        }
    }

    @Override
    public boolean needsPosterior() {
        return true;
    }

    @Override
    public LossTerms loss(Reconstructor model, Example example, Pass pass, long step) {
        ModelConfig config = model.config();
        long n = example.input().size(0);
        Example repeated = new Example(
                repeat(example.input()),
                repeat(example.target()),
                repeatOrNull(example.weight()),
                repeatOrNull(example.known()));
        Reconstructor.Forward forward = model.forward(repeated.modelInput(config.maskInput()), pass, step);
        Bottleneck.Latent latent = forward.latent().orElseThrow();
        Tensor distortion = config.distortion(forward.raw(), repeated); // [kN], -log p(x | z)
        Tensor logWeights = latent.logPrior().sub(latent.logPosterior()).sub(distortion);
        Tensor bound = logWeights
                .reshape(samples, n)
                .logSumExp(0)
                .sub(Math.log(samples))
                .neg()
                .mean();
        return new LossTerms(bound, List.of(new LossTerms.Part("distortion", distortion.mean())));
    }

    private Tensor repeat(Tensor x) {
        return Tensor.concat(new ArrayList<>(Collections.nCopies(samples, x)), 0);
    }

    private @Nullable Tensor repeatOrNull(@Nullable Tensor x) {
        return x == null ? null : repeat(x);
    }
}
