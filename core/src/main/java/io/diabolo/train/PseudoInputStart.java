package io.diabolo.train;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.VampPrior;
import io.diabolo.preprocess.Preprocessing;
import java.util.SplittableRandom;

/**
 * Lets the pseudo-inputs of a {@link VampPrior} start as training samples, so that its components begin where codes are.
 *
 * @source Tomczak and Welling 2018, section 3 (initialisation from data)
 */
final class PseudoInputStart {

    private static final String NAME = "bottleneck.prior." + VampPrior.PSEUDO_INPUTS;

    private PseudoInputStart() {}

    /** Sets those of a model that has such a prior; leaves another as it is. */
    static void apply(Autoencoder model, Dataset train, Preprocessing preprocessing, long seed) {
        Tensor inputs = model.parameters().all().get(NAME);
        if (inputs == null) {
            return;
        }
        try (TensorScope scope = TensorScope.open("pseudo-inputs");
                NoGrad noGrad = NoGrad.open()) {
            int[] rows = new SplittableRandom(seed)
                    .ints(inputs.size(0), 0, train.size())
                    .toArray();
            Tensor samples = new Batches(train, preprocessing)
                    .example(rows)
                    .modelInput(model.config().maskInput());
            inputs.assignInPlace(samples);
        }
    }
}
