package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;

/** Builds the layers of {@link Normalization}. */
final class NormalizationLayers {

    private NormalizationLayers() {}

    static Layer build(Normalization kind, Parameters parameters, Shape input) {
        long count = input.size(0);
        if (kind == Normalization.NONE) {
            return (x, pass) -> x;
        }
        Tensor scale = parameters.constant("scale", 1, count);
        Tensor shift = parameters.constant("shift", 0, count);
        if (kind == Normalization.BATCH) {
            Tensor mean = parameters.buffer("running_mean", 0, count);
            Tensor variance = parameters.buffer("running_variance", 1, count);
            return (x, pass) -> x.batchNorm(scale, shift, mean, variance, pass.training());
        }
        int groups = groups((int) count);
        return input.rank() == 1
                ? (x, pass) -> x.layerNorm(scale, shift)
                : (x, pass) -> x.groupNorm(groups, scale, shift);
    }

    /** Eight groups where they divide the channels, else the largest smaller number that does. */
    private static int groups(int channels) {
        int groups = Math.min(8, channels);
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }
}
