package io.diabolo.model;

import io.diabolo.engine.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What one training step sees.
 *
 * @param input [N, C, H, W], perhaps corrupted
 * @param target [N, C, H, W], what the output should be
 * @param weight [N, C, H, W], 0 where the target is not known; null counts everything
 */
public record Example(Tensor input, Tensor target, @Nullable Tensor weight) {

    /** Input and target are the same: the plain autoencoder. */
    public static Example clean(Tensor x) {
        return new Example(x, x, null);
    }
}
