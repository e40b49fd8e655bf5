package io.diabolo.engine;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The ways of computing a transposed convolution, of which the fastest is chosen; they differ in the order of their sums
 * only.
 */
final class TransposedConvolution {

    /** For fewer pictures one call costs less than several. */
    private static final int MANY = 8;

    private final long stride;
    private final long[] padding;
    private final long[] size;
    private final long[] extra;

    /**
     * @param size height and width of the result
     * @param extra rows and columns of it beyond the smallest that has this input
     */
    TransposedConvolution(long stride, long[] padding, long[] size, long[] extra) {
        this.stride = stride;
        this.padding = padding;
        this.size = size;
        this.extra = extra;
    }

    /** @shape x [N, C, H, W], weight [C, G, K, K], bias [G] */
    Tensor apply(Tensor x, Tensor weight, Tensor bias) {
        if (weight.size(1) == 1 && x.size(0) >= MANY) {
            return addPerChannel(folded(x, weight), bias);
        }
        // With a bias, oneDNN's gradient by the weights sums the bias's by a loop that takes longer than the products.
        return GradMode.is_enabled() && bias.requires_grad()
                ? addPerChannel(whole(x, weight, new TensorOptional()), bias)
                : whole(x, weight, new TensorOptional(bias));
    }

    private Tensor whole(Tensor x, Tensor weight, TensorOptional bias) {
        return torch.conv_transpose2d(x, weight, bias, both(stride), padding, extra, 1, both(1));
    }

    /**
     * One output channel would leave most of oneDNN's blocks empty: a product gives each position's K x K values, which
     * are then added where they overlap.
     */
    private Tensor folded(Tensor x, Tensor weight) {
        long channels = x.size(1);
        long positions = x.size(2) * x.size(3);
        Tensor rows = x.permute(0, 2, 3, 1).reshape(-1, channels); // [N H W, C]
        Tensor patches = rows.matmul(weight.reshape(channels, -1)); // [N H W, K K]
        Tensor columns = patches.view(x.size(0), positions, -1).transpose(1, 2); // [N, K K, H W]
        long[] kernel = {weight.size(2), weight.size(3)};
        return torch.col2im(columns, size, kernel, both(1), padding, both(stride));
    }

    /** x + bias, a row of pixels at a time where the channels lie side by side: a loop over 32 values is too short. */
    private static Tensor addPerChannel(Tensor x, Tensor bias) {
        Tensor added = bias.toType(x.scalar_type());
        Tensor pixels = x.permute(0, 2, 3, 1); // [N, H, W, G]
        if (!pixels.is_contiguous()) {
            return x.add(added.view(1, -1, 1, 1));
        }
        return pixels.reshape(-1, x.size(3) * x.size(1))
                .add(added.repeat(x.size(3)))
                .view(x.size(0), x.size(2), x.size(3), x.size(1))
                .permute(0, 3, 1, 2);
    }

    private static long[] both(long value) {
        return new long[] {value, value};
    }
}
