package io.diabolo.compress.network;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * x [N, 3, H, W] -> y [N, M, h, w]: a linear transform of 16 x 16 blocks, plus a branch that sees beyond them.
 *
 * <p>Nothing that decodes knows the branch, so a codec may have a stronger one. {@link #RESIDUAL} is three times the work of
 * {@link #CONVOLUTIONS}.
 */
final class AnalysisTransform {

    /** Five convolutions. */
    static final int CONVOLUTIONS = 1;

    /** Three residual blocks of two convolutions each, between those that halve the size. */
    static final int RESIDUAL = 2;

    static final int STEM = 4;

    private static final int STEM_CHANNELS = 3 * STEM * STEM;

    final BlockTransform linear;
    private final List<UnaryOperator<Tensor>> branch = new ArrayList<>();
    private final ExportedLayers layers;
    private int count;

    AnalysisTransform(ExportedLayers layers, CompressionConfig config, LatentScales scales) {
        this.layers = layers;
        linear = layers.add("analysis.linear", p -> BlockTransform.analysis(p, scales, config.latent()));
        if (config.encoder() == RESIDUAL) {
            first(96);
            hidden(2, 96, 144);
            residual(144);
            hidden(2, 144, 160);
            residual(160);
            residual(160);
            last(1, 160, config.latent(), scales);
        } else {
            first(64);
            hidden(2, 64, 96);
            hidden(1, 96, 96);
            hidden(2, 96, 128);
            last(3, 128, config.latent(), scales);
        }
    }

    Tensor forward(Tensor x) {
        Tensor branched = x.spaceToDepth(STEM).channelsLast();
        for (UnaryOperator<Tensor> layer : branch) {
            branched = layer.apply(branched);
        }
        return linear.forward(x.spaceToDepth(CompressionConfig.BLOCK).channelsLast())
                .add(branched.to(DataType.FLOAT32));
    }

    private void first(int out) {
        branch.add(
                add(p -> ScaledConvolution.hidden(p, 3, 1, STEM_CHANNELS, out).withInputScale(layers.pixelScale()))
                        ::activated);
    }

    private void hidden(int stride, int in, int out) {
        branch.add(add(p -> ScaledConvolution.hidden(p, 3, stride, in, out))::activated);
    }

    private void residual(int channels) {
        ScaledConvolution inner = add(p -> ScaledConvolution.hidden(p, 3, 1, channels, channels));
        ScaledConvolution outer = add(p -> ScaledConvolution.last(p, 3, channels, channels));
        branch.add(x -> x.add(outer.forward(inner.activated(x))));
    }

    private void last(int kernel, int in, int latent, LatentScales scales) {
        branch.add(add(p -> ScaledConvolution.last(p, kernel, in, latent).withOutputScale(scales.branch()))::forward);
    }

    private ScaledConvolution add(Function<Parameters, ScaledConvolution> build) {
        return layers.add("analysis." + count++, build);
    }
}
