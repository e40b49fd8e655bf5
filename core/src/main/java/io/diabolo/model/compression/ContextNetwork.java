package io.diabolo.model.compression;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * Says what to expect of one slice of the latent: means and scale indices from the hyperprior's features, the slices before
 * it and, at every second position, its own neighbours.
 */
final class ContextNetwork {

    private final int known;
    private final int channels;
    private final Convolution first;
    private final Convolution second;
    final Convolution last;

    /**
     * @param before channels of the slices before
     * @param channels of this slice
     */
    ContextNetwork(Parameters parameters, CompressionConfig config, int before, int channels) {
        this.known = config.features() + before;
        this.channels = channels;
        first = Convolution.hidden(parameters, "0", 3, 1, known + channels, config.context());
        second = Convolution.hidden(parameters, "1", 1, 1, config.context(), config.context());
        last = Convolution.last(parameters, "2", 1, config.context(), 2 * channels);
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
        Tensor hidden = second.activated(prepared.leakyRelu(Convolution.SLOPE));
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
