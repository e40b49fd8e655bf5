package io.diabolo.corrupt;

import io.diabolo.engine.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one training step sees.
 *
 * @param input [N, C, *S], perhaps corrupted
 * @param target [N, C, *S] (an upscaler's is larger), what the output should be
 * @param weight as the target, 0 where the target is not known; null counts everything
 * @param known as the input, 0 where the input says nothing (missing or hidden), else 1; null for an input known everywhere
 */
public record Example(
        Tensor input,
        Tensor target,
        @Nullable Tensor weight,
        @Nullable Tensor known) {

    /** Input and target are the same: the plain autoencoder. */
    public static Example clean(Tensor x) {
        return new Example(x, x, null, null);
    }

    /**
     * Samples with gaps: what is missing counts neither in the input nor in the loss.
     *
     * @param weight 0 for a missing value, else 1; null where none is missing
     */
    public static Example withGaps(Tensor x, @Nullable Tensor weight) {
        return new Example(x, x, weight, weight);
    }

    /** The same with another input. */
    public Example withInput(Tensor newInput) {
        return new Example(newInput, target, weight, known);
    }

    /**
     * The same with values of the input hidden.
     *
     * @param hidden as the input, or with one channel for all; 1 where a value is hidden
     * @param fill takes the place of what is hidden
     */
    public Example hide(Tensor hidden, double fill) {
        Tensor visible = hidden.neg().add(1);
        Tensor blended = input.mul(visible).add(hidden.mul(fill));
        Tensor before = known == null ? Tensor.full(1, input.shape().toArray()) : known;
        return new Example(blended, target, weight, before.mul(visible));
    }

    /**
     * What a model eats.
     *
     * @param withMask whether it wants to know which values are known
     * @return [N, C, *S], or [N, 2C, *S] with the mask behind the values
     */
    public Tensor modelInput(boolean withMask) {
        if (!withMask) {
            return input;
        }
        Tensor mask = known == null ? Tensor.full(1, input.shape().toArray()) : known;
        return Tensor.concat(List.of(input, mask), 1);
    }
}
