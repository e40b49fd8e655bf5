package io.diabolo.train;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.List;

/**
 * The exponential moving average of a model's tensors: a smoother and mostly better model than the last step's.
 *
 * @source Polyak and Juditsky 1992; Izmailov et al. 2018
 */
final class WeightAverage implements AutoCloseable {

    private final TensorScope owner = TensorScope.owner("weight average");
    private final List<Tensor> weights;
    private final List<Tensor> averages;
    private final double decay;

    WeightAverage(List<Tensor> weights, double decay) {
        this.weights = weights;
        this.decay = decay;
        averages = copies(owner, weights);
    }

    /** Copies that an owner holds. */
    static List<Tensor> copies(TensorScope owner, List<Tensor> tensors) {
        try (TensorScope scope = TensorScope.open("copy weights")) {
            return tensors.stream().map(t -> owner.adopt(t.detach().copy())).toList();
        }
    }

    /** @param step counted from 0: early averages forget faster, as the first weights are worthless */
    void update(long step) {
        double keep = Math.min(decay, (step + 1.0) / (step + 10.0));
        for (int i = 0; i < weights.size(); i++) {
            averages.get(i).lerpInPlace(weights.get(i), 1 - keep);
        }
    }

    /** Puts the averages into the model and the model's values here; a second call undoes it. */
    void swap() {
        try (TensorScope scope = TensorScope.open("swap weights")) {
            for (int i = 0; i < weights.size(); i++) {
                Tensor value = weights.get(i).detach().copy();
                weights.get(i).assignInPlace(averages.get(i));
                averages.get(i).assignInPlace(value);
            }
        }
    }

    List<Tensor> tensors() {
        return averages;
    }

    @Override
    public void close() {
        owner.close();
    }
}
