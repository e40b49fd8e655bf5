package io.diabolo.train;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.VampPrior;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Lets the pseudo-inputs of a {@link VampPrior} start as training samples, so that its components begin where codes are.
 *
 * @source Tomczak and Welling 2018, section 3 (initialisation from data)
 */
final class PseudoInputStart {

    private PseudoInputStart() {}

    /** Sets those of a model that has such a prior; leaves another as it is. */
    static void apply(Autoencoder model, Dataset train, Preprocessing preprocessing, long seed) {
        if (!(model.config().bottleneck() instanceof VariationalConfig variational)
                || !(variational.prior() instanceof VampPrior vamp)) {
            return;
        }
        try (TensorScope scope = TensorScope.open("pseudo-inputs");
                NoGrad noGrad = NoGrad.open()) {
            int[] rows = new SplittableRandom(seed)
                    .ints(vamp.components(), 0, train.size())
                    .toArray();
            Tensor samples = new Batches(train, preprocessing)
                    .example(rows)
                    .modelInput(model.config().maskInput());
            Tensor inputs =
                    model.parameters().all().get("bottleneck.prior." + VampPrior.PSEUDO_INPUTS);
            Objects.requireNonNull(inputs, VampPrior.PSEUDO_INPUTS).assignInPlace(samples);
        }
    }
}
