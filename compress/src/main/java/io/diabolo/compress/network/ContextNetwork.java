package io.diabolo.compress.network;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import java.util.List;

/**
 * Says what to expect of one slice of the latent: means and scale indices from the hyperprior's features, the slices before
 * it and, at every second position, its own neighbours.
 */
final class ContextNetwork {

    /** How much scale indices differ from place to place. */
    private static final double INDEX_SCALE = 4;

    /** In quantiser steps: what is learned of means is finer than their deviation. */
    private static final double LARGEST_MEAN_SCALE = 2;

    private final int before;
    private final int channels;
    private final int known;
    private final ScaledConvolution first;
    private final ScaledConvolution second;
    private final ScaledConvolution last;
    private final Tensor inputScale;
    private final Tensor outputScale;

    /**
     * @param number of the slice
     * @param before channels of the slices before
     * @param channels of this slice
     */
    ContextNetwork(ExportedLayers layers, CompressionConfig config, int number, int before, int channels) {
        this.before = before;
        this.channels = channels;
        known = config.features() + before;
        String name = "context." + number + ".";
        inputScale = layers.scale(name + "input_scale", known + channels);
        outputScale = layers.scale(name + "output_scale", 2 * channels);
        first = layers.add(name + "0", p -> ScaledConvolution.hidden(p, 3, 1, known + channels, config.context())
                .withInputScale(inputScale));
        second = layers.add(name + "1", p -> ScaledConvolution.hidden(p, 1, 1, config.context(), config.context()));
        last = layers.add(name + "2", p -> ScaledConvolution.last(p, 1, config.context(), 2 * channels)
                .withOutputScale(outputScale));
    }

    /** Starts with means of 0, and with the scales that the channels have without any context. */
    void start(LatentScales scales) {
        Tensor coded = scales.coded().narrow(0, before, channels);
        inputScale.assignInPlace(Tensor.concat(
                List.of(Tensor.full(1, known - before), scales.codedInverse().narrow(0, 0, before + channels)), 0));
        Tensor meanScale = coded.mul(LARGEST_MEAN_SCALE).div(coded.add(LARGEST_MEAN_SCALE));
        outputScale.assignInPlace(Tensor.concat(List.of(meanScale, Tensor.full(INDEX_SCALE, channels)), 0));
        float[] deviations = coded.toFloats();
        float[] bias = new float[2 * channels];
        for (int i = 0; i < channels; i++) {
            double index = Math.min(Logistic.TABLES - 1, Math.max(1, Logistic.index(deviations[i])));
            bias[channels + i] = (float) (index / INDEX_SCALE);
        }
        last.learnedBias().assignInPlace(Tensor.of(bias, 2L * channels));
    }

    /**
     * What both phases share: the first layer's products with all that is known before the slice.
     *
     * @shape [N, F + before, h, w] to [N, C, h, w]
     */
    Tensor prepare(Tensor all) {
        return all.channelsLast().conv2d(first.weight().narrow(1, 0, known), first.bias(), 1, 1);
    }

    /** Before anything of the slice is known. */
    Expectation expect(Tensor prepared) {
        Tensor hidden = second.activated(prepared.leakyRelu(ScaledConvolution.SLOPE));
        Tensor both = last.exact(hidden); // [N, 2 C, h, w]
        return new Expectation(both.narrow(1, 0, channels), both.narrow(1, channels, channels));
    }

    /** Once the slice is known at the anchors. */
    Expectation expect(Tensor prepared, Tensor anchors) {
        Tensor none = first.bias().mul(0);
        Tensor own = anchors.channelsLast().conv2d(first.weight().narrow(1, known, channels), none, 1, 1);
        return expect(prepared.add(own));
    }

    /**
     * Of each latent value.
     *
     * @param mean [N, C, h, w], float32
     * @param scaleIndex [N, C, h, w], float32, as {@link Logistic#scale} takes it
     */
    record Expectation(Tensor mean, Tensor scaleIndex) {

        Expectation {
            mean = mean.to(DataType.FLOAT32);
            scaleIndex = scaleIndex.to(DataType.FLOAT32);
        }

        /** These where the mask is 1, others where it is 0. */
        Expectation where(Tensor mask, Expectation others) {
            Tensor rest = mask.neg().add(1);
            return new Expectation(
                    mean.mul(mask).add(others.mean.mul(rest)),
                    scaleIndex.mul(mask).add(others.scaleIndex.mul(rest)));
        }
    }
}
