package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.corrupt.Example;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.model.bottleneck.DiagonalGaussian;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The importance-weighted bound on the likelihood, in nats: {@code -log mean over k of w, w = p(x | z) p(z) / q(z | x)}, tighter
 * than the evidence lower bound for k above 1. The distortion must be a negative log-likelihood; beta and free bits do not
 * count. A sample is encoded once and decoded k times.
 *
 * <p>The plain gradient of the encoder loses itself in noise as k grows. The doubly reparameterised one goes through the codes
 * alone, each by the square of its share {@code v = w / sum of w}, and has the same mean:
 *
 * <pre>{@code
 * decoder, prior: sum of v  d log w / d theta
 * encoder:        sum of v^2  d log w / d z  d z / d phi,   q held fixed in w
 * }</pre>
 *
 * It decodes once more to know the shares; where the decoder drops units out, those are the shares under other ones.
 *
 * @param samples k, 1 to 5,000, all in one batch
 * @param doublyReparameterised which gradient; absent in JSON: the plain one
 * @source Burda, Grosse and Salakhutdinov 2016; Tucker et al. 2019 (doubly reparameterised gradient)
 */
@JsonTypeName("importance_weighted")
public record ImportanceWeighted(
        int samples,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean doublyReparameterised)
        implements Objective {

    private static final int MOST = 5_000;

    public ImportanceWeighted {
        if (samples < 1 || samples > MOST) {
            throw new BadInputException("importance samples must be from 1 to %,d, were %d".formatted(MOST, samples));
        }
    }

    /** With the plain gradient. */
    public ImportanceWeighted(int samples) {
        this(samples, false);
    }

    @Override
    public int decodings() {
        return samples;
    }

    @Override
    public boolean needsPosterior() {
        return true;
    }

    @Override
    public LossTerms loss(Reconstructor model, Example example, Pass pass, long step) {
        if (!(model instanceof Autoencoder autoencoder)) {
            throw new IllegalStateException("only autoencoders have a posterior");
        }
        Bottleneck.Latent latent =
                autoencoder.latent(example.modelInput(model.config().maskInput()), pass, step);
        Density posterior = latent.probability().posterior();
        if (!(posterior instanceof DiagonalGaussian gaussian)) {
            throw new IllegalStateException("importance samples are drawn from normal posteriors");
        }
        Weights weights = new Weights(autoencoder, repeated(example), latent, pass);
        DiagonalGaussian repeated = gaussian.repeated(samples);
        Tensor code = repeated.sample(Math.toIntExact(samples * example.input().size(0)), pass.generator());
        if (doublyReparameterised && pass.training()) {
            Tensor shares = shares(weights, code, repeated);
            // The value of the code, and the gradient of the code times its share.
            code = code.detach().add(code.sub(code.detach()).mul(shares));
            repeated = new DiagonalGaussian(
                    repeated.mean().detach(), repeated.logVariance().detach());
        }
        Terms terms = weights.of(code, repeated);
        Tensor bound = bySample(terms.logWeights())
                .logSumExp(0)
                .sub(Math.log(samples))
                .neg()
                .mean();
        return new LossTerms(bound, parts(terms, latent));
    }

    private static List<LossTerms.Part> parts(Terms terms, Bottleneck.Latent latent) {
        List<LossTerms.Part> parts = new ArrayList<>();
        parts.add(new LossTerms.Part("distortion", terms.distortion().mean()));
        for (Bottleneck.Penalty penalty : latent.penalties()) {
            parts.add(new LossTerms.Part(penalty.name(), penalty.values().mean()));
        }
        return parts;
    }

    /**
     * v, [kN, 1], without a gradient of its own. Gradients are recorded all the same: within autocast, weights that are cast
     * without would have none afterwards either.
     */
    private Tensor shares(Weights weights, Tensor code, DiagonalGaussian posterior) {
        try (TensorScope scope = TensorScope.open("importance shares")) {
            Tensor logWeights = bySample(weights.of(code.detach(), posterior).logWeights());
            Tensor shares = logWeights.logSoftmax(0).exp().detach();
            return scope.keep(shares.reshape(code.size(0), 1));
        }
    }

    /** @shape [kN] to [k, N] */
    private Tensor bySample(Tensor values) {
        return values.reshape(samples, values.size(0) / samples);
    }

    private Example repeated(Example example) {
        return new Example(
                example.input(), repeat(example.target()), repeatOrNull(example.weight()), null); // encoded before
    }

    private Tensor repeat(Tensor x) {
        return Tensor.concat(new ArrayList<>(Collections.nCopies(samples, x)), 0);
    }

    private @Nullable Tensor repeatOrNull(@Nullable Tensor x) {
        return x == null ? null : repeat(x);
    }

    /** What the weights of codes follow from. */
    private record Weights(Autoencoder model, Example repeated, Bottleneck.Latent latent, Pass pass) {

        Terms of(Tensor code, DiagonalGaussian posterior) {
            Tensor distortion = model.config().distortion(model.raw(latent.complete(code), pass), repeated);
            Density prior = latent.probability().prior();
            return new Terms(
                    distortion,
                    prior.logDensity(code).sub(posterior.logDensity(code)).sub(distortion));
        }
    }

    /**
     * Of k codes of each sample, one whole batch after the other.
     *
     * @param distortion [kN], -log p(x | z)
     * @param logWeights [kN], log w
     */
    private record Terms(Tensor distortion, Tensor logWeights) {}
}
