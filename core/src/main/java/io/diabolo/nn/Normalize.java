package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;

/** Normalises features [F] or the channels of [C, L] or [C, H, W]. */
@JsonTypeName("normalization")
public record Normalize(Normalization kind) implements LayerConfig {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public long parameters(Shape input) {
        return kind == Normalization.NONE ? 0 : 2 * input.size(0);
    }

    @Override
    public boolean mixesSamples() {
        return kind == Normalization.BATCH;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        if (kind == Normalization.NONE) {
            return (x, pass) -> x;
        }
        long count = input.size(0);
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
