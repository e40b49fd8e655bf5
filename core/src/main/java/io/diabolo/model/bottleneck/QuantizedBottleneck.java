package io.diabolo.model.bottleneck;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * The nearest codes and what they cost.
 *
 * <pre>{@code
 * z = projection(features)      e = the code nearest to z      latent = e, with the gradient of z (straight through)
 * commitment = sum (z - e)^2    [N]; e is fixed here and follows z by moving averages
 * perplexity = exp of the entropy of how often each code is used: 1 to K
 * }</pre>
 */
final class QuantizedBottleneck implements Bottleneck {

    /** Below this share of the codes, the perplexity tells of a collapsed codebook. */
    private static final double FEW_USED = 0.02;

    private final Layer projection;
    private final Codebook codebook;
    private final Shape latent;
    private final double commitment;

    QuantizedBottleneck(Layer projection, Codebook codebook, Shape latent, double commitment) {
        this.projection = projection;
        this.codebook = codebook;
        this.latent = latent;
        this.commitment = commitment;
    }

    @Override
    public Latent compress(Tensor features, Pass pass, long step) {
        Tensor input = latent.rank() == 1 ? features.flatten() : features;
        Tensor z = projection.forward(input, pass).to(DataType.FLOAT32); // [N, D, *S]
        Tensor code = quantised(z, pass);
        Tensor distance = z.sub(code).square().sumPerExample();
        // The difference first: in training only the gradient of z is wanted.
        Tensor latentCode = pass.training() ? z.add(code.sub(z.detach())) : code;
        return new Latent(
                latentCode, List.of(new Penalty("commitment", distance, commitment, null), perplexity()), null);
    }

    private Tensor quantised(Tensor z, Pass pass) {
        try (TensorScope scope = TensorScope.open("quantise");
                NoGrad noGrad = NoGrad.open();
                Autocast exact = Autocast.suspend()) {
            Tensor vectors = Vectors.of(z.detach()); // [N * S, D]
            List<Tensor> numbers = codebook.nearest(vectors);
            if (pass.training()) {
                codebook.observe(vectors, numbers, pass);
            }
            return scope.keep(Vectors.back(codebook.vectors(numbers), z.shape().toArray()));
        }
    }

    private Penalty perplexity() {
        try (TensorScope scope = TensorScope.open("perplexity");
                NoGrad noGrad = NoGrad.open()) {
            double limit = Math.max(1.5, FEW_USED * codebook.codes());
            Guard guard = new Guard(
                    limit,
                    "of %,d codes less than %.0f carry the data (a collapsed codebook); lower the learning rate, or take fewer codes"
                            .formatted(codebook.codes(), limit));
            return new Penalty("perplexity", scope.keep(codebook.perplexity()), 0, guard);
        }
    }

    /** Independent codes, as often as training saw them. */
    @Override
    public Optional<Density> prior() {
        return Optional.of(new CodePrior(codebook, latent));
    }

    @Override
    public void afterStep() {
        codebook.afterStep();
    }
}
