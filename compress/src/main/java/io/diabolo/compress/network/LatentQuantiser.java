package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Quantises the latent slice by slice, each in two phases of a checkerboard, and counts its bits.
 *
 * <p>Bits and values are as in a file. In training, the latent and the means have the gradient of the bits of the latent plus
 * uniform noise, and what follows has the gradient of values that were not rounded.
 *
 * @source He et al. 2021 (checkerboard context); Minnen and Singh 2020 (slices, noise for the rate, rounding for the rest)
 */
final class LatentQuantiser {

    private final CompressionConfig config;
    private final List<ContextNetwork> networks = new ArrayList<>();

    LatentQuantiser(ExportedLayers layers, CompressionConfig config) {
        this.config = config;
        int before = 0;
        for (int i = 0; i < config.slices().size(); i++) {
            int channels = config.slices().get(i);
            networks.add(new ContextNetwork(layers, config, i, before, channels));
            before += channels;
        }
    }

    void start(LatentScales scales) {
        networks.forEach(network -> network.start(scales));
    }

    /**
     * @param y [N, M, h, w], scaled by the gains
     * @param features [N, F, h, w]
     */
    Quantised quantise(Tensor y, Tensor features, Pass pass) {
        return quantise(y, features, wholeNumbers(pass));
    }

    static Manner wholeNumbers(Pass pass) {
        return new WholeNumbers(pass);
    }

    /** The same in another manner. */
    Quantised quantise(Tensor y, Tensor features, Manner manner) {
        Tensor anchors = checkerboard(Math.toIntExact(y.size(2)), Math.toIntExact(y.size(3)));
        Tensor others = anchors.neg().add(1);
        List<Tensor> all = new ArrayList<>(List.of(features));
        List<Tensor> decoded = new ArrayList<>();
        Tensor nats = Tensor.scalar(0);
        int first = 0;
        for (int i = 0; i < networks.size(); i++) {
            int channels = config.slices().get(i);
            int smallest = i < config.complete() ? 1 : 0;
            Tensor slice = y.narrow(1, first, channels);
            Tensor prepared = networks.get(i).prepare(Tensor.concat(all, 1));
            ContextNetwork.Expectation phaseA = networks.get(i).expect(prepared);
            Tensor known = manner.quantised(slice, phaseA, smallest).mul(anchors);
            ContextNetwork.Expectation phaseB = networks.get(i).expect(prepared, known);
            Tensor result = known.add(manner.quantised(slice, phaseB, smallest).mul(others));
            ContextNetwork.Expectation expected = phaseA.where(anchors, phaseB);
            nats = nats.add(manner.nats(slice, result, expected, smallest).sumPerExample());
            all.add(result);
            decoded.add(result);
            first += channels;
        }
        return new Quantised(Tensor.concat(decoded, 1), nats);
    }

    /** How values become what is coded, and what that costs. */
    interface Manner {

        /**
         * @param y [N, C, h, w]
         * @param smallest of the scale indices, 0 or 1; where an index is 0 nothing is coded
         * @return [N, C, h, w]
         */
        Tensor quantised(Tensor y, ContextNetwork.Expectation expected, int smallest);

        /**
         * @param quantised what {@link #quantised} made of y
         * @return of each value, [N, C, h, w]
         */
        Tensor nats(Tensor y, Tensor quantised, ContextNetwork.Expectation expected, int smallest);
    }

    /** 1 where a value is coded, else 0. */
    static Tensor coded(ContextNetwork.Expectation expected, int smallest) {
        return Rounding.round(expected.scaleIndex().detach()).clamp(smallest, 1);
    }

    /** As in a file; in training, with gradients. */
    private record WholeNumbers(Pass pass) implements Manner {

        /** round(y - mean) + mean, and the mean itself where nothing is coded. */
        @Override
        public Tensor quantised(Tensor y, ContextNetwork.Expectation expected, int smallest) {
            Tensor mean = expected.mean();
            Tensor values =
                    Rounding.round(y.sub(mean)).mul(coded(expected, smallest)).add(mean);
            return Rounding.straightThrough(values, y);
        }

        @Override
        public Tensor nats(Tensor y, Tensor quantised, ContextNetwork.Expectation expected, int smallest) {
            int largest = Logistic.TABLES - 1;
            if (pass.training()) {
                Tensor distance = y.sub(expected.mean());
                // Only numbers other than 0 want a larger scale.
                Tensor lost = Rounding.round(distance.detach()).abs().clamp(0, 1);
                Tensor index = Rounding.leakyClamp(expected.scaleIndex(), smallest, largest, lost);
                Tensor scale = Logistic.scale(index);
                // Scales learn from whole numbers, as in a file: with noise, those of rarely coded channels come
                // out too small.
                Tensor whole = Logistic.nats(Rounding.round(distance.detach()), scale);
                Tensor noise =
                        Tensor.uniform(pass.generator(), -0.5, 0.5, y.shape().toArray());
                Tensor smooth = Logistic.nats(distance.add(noise), scale.detach());
                return whole.add(smooth.sub(smooth.detach()));
            }
            Tensor table = Rounding.round(expected.scaleIndex().clamp(smallest, largest));
            return Logistic.nats(quantised.sub(expected.mean()), Logistic.scale(table))
                    .mul(table.clamp(0, 1));
        }
    }

    /** 1 where row + column is even. */
    private static Tensor checkerboard(int height, int width) {
        float[] mask = new float[height * width];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (i / width + i % width) % 2 == 0 ? 1 : 0;
        }
        return Tensor.of(mask, 1, 1, height, width);
    }

    /**
     * @param latent [N, M, h, w], still scaled by the gains
     * @param nats [N], what it costs
     */
    record Quantised(Tensor latent, Tensor nats) {}
}
