package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;

/** Where the codes of a variational model come from before a sample is seen. The table of ids is the {@code permits} clause. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface PriorConfig permits StandardPrior, MixturePrior, VampPrior, LayeredPrior {

    /** For a reader: {@code standard normal}, {@code mixture of 100 learned in training}. */
    @JsonIgnore
    String describe();

    /** How many numbers it learns. */
    long parameters(Place place);

    /**
     * Builds it.
     *
     * @param posterior from what the encoder takes, [N, C, *S], to means and logarithms of variances, [N, 2D]
     */
    Prior build(Parameters parameters, Place place, Layer posterior);

    /** What was built: its density is made of tensors, so it is asked for in each scope anew, and may draw the pass's numbers. */
    @FunctionalInterface
    interface Prior {
        Density density(Pass pass);
    }
}
