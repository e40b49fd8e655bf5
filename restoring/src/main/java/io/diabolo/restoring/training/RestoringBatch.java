package io.diabolo.restoring.training;

import io.diabolo.engine.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step sees.
 *
 * @param input of the network, as {@link io.diabolo.restoring.network.RestorerModel#residual} takes it
 * @param base what its residual is added to, [N, C, H, W]: the damaged picture, or the bicubic enlargement
 * @param target the clean picture, as base
 * @param hidden 1 where only the result counts, [N, 1, H, W]: elsewhere the picture is known; null where all counts
 */
record RestoringBatch(
        Tensor input, Tensor base, Tensor target, @Nullable Tensor hidden) {

    /** A map behind the picture, broadcast over it where it is [N, 1, 1, 1]. */
    static Tensor withMap(Tensor picture, Tensor map) {
        Tensor plane = Tensor.zeros(picture.size(0), 1, picture.size(2), picture.size(3));
        return Tensor.concat(List.of(picture, plane.add(map)), 1);
    }
}
