package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;

/**
 * Sets a fraction of the values to zero while training, and scales up the others.
 *
 * @source Srivastava et al. 2014
 */
@JsonTypeName("dropout")
public record Dropout(double probability) implements LayerConfig {

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new BadInputException("dropout must be at least 0 and under 1, was " + probability);
        }
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return (x, pass) -> {
            if (!pass.training() || probability == 0) {
                return x;
            }
            Tensor kept = Tensor.bernoulli(
                    pass.generator(), 1 - probability, x.shape().toArray());
            return x.mul(kept.div(1 - probability));
        };
    }
}
