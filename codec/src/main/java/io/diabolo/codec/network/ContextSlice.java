package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Positions;
import io.diabolo.runtime.Workers;

/**
 * Predicts one slice of latent channels from the hyper features, the slices before it, and half of itself.
 *
 * <p>It reads a map of [features, slices before, this slice]. First the even positions are predicted, when nothing of this
 * slice is known: then its channels, all zero, are not read at all. The odd ones follow, which see their even neighbours.
 *
 * <p>Source: He et al. 2021 (checkerboard context), He et al. 2022 (uneven groups of channels).
 *
 * @param first the latent channel that the slice begins with
 * @param width its channels
 */
record ContextSlice(int first, int width, Convolution blind, Convolution seeing, Convolution middle, Convolution last) {

    static ContextSlice load(Weights weights, CodecSizes sizes, int slice) {
        int first = sizes.slicesBefore(slice);
        int width = sizes.slices().get(slice);
        int known = sizes.features() + first;
        int hidden = sizes.context();
        String name = "context." + slice;
        return new ContextSlice(
                first,
                width,
                weights.convolution(name + ".0", Shape.of(hidden, known, 3).withLeak(), known + width),
                weights.convolution(
                        name + ".0", Shape.of(hidden, known + width, 3).withLeak()),
                weights.convolution(name + ".1", Shape.of(hidden, hidden, 1).withLeak()),
                weights.convolution(name + ".2", Shape.of(2 * width, hidden, 1)));
    }

    /**
     * The mean and the scale of each channel of the slice at some positions, [h, w, means then scales].
     *
     * @param known [h, w, features and the whole latent], of which the channels past this slice are not read
     * @param positions even ones before odd ones
     */
    FeatureMap predict(FeatureMap known, Positions positions, Workers workers) {
        FeatureMap x = (positions == Positions.EVEN ? blind : seeing).apply(known, positions, workers);
        return last.apply(middle.apply(x, positions, workers), positions, workers);
    }
}
