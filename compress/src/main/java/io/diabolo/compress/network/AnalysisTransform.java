package io.diabolo.compress.network;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import java.util.List;

/** x [N, 3, H, W] -> y [N, M, h, w]: a linear transform of 16 x 16 blocks, plus a branch that sees beyond them. */
final class AnalysisTransform {

    static final int STEM = 4;

    /** Channels at 1/4, 1/8 and 1/16 of the picture's size. */
    private static final int WIDTH_AT_4 = 64;

    private static final int WIDTH_AT_8 = 96;
    private static final int WIDTH_AT_16 = 128;

    final BlockTransform linear;
    private final List<ScaledConvolution> branch;
    private final ScaledConvolution last;

    AnalysisTransform(ExportedLayers layers, CompressionConfig config, LatentScales scales) {
        linear = layers.add("analysis.linear", p -> BlockTransform.analysis(p, scales, config.latent()));
        branch = List.of(
                layers.add("analysis.0", p -> ScaledConvolution.hidden(p, 3, 1, 3 * STEM * STEM, WIDTH_AT_4)
                        .withInputScale(layers.pixelScale())),
                layers.add("analysis.1", p -> ScaledConvolution.hidden(p, 3, 2, WIDTH_AT_4, WIDTH_AT_8)),
                layers.add("analysis.2", p -> ScaledConvolution.hidden(p, 3, 1, WIDTH_AT_8, WIDTH_AT_8)),
                layers.add("analysis.3", p -> ScaledConvolution.hidden(p, 3, 2, WIDTH_AT_8, WIDTH_AT_16)));
        last = layers.add("analysis.4", p -> ScaledConvolution.last(p, 3, WIDTH_AT_16, config.latent())
                .withOutputScale(scales.branch()));
    }

    Tensor forward(Tensor x) {
        Tensor branched = x.spaceToDepth(STEM).channelsLast();
        for (ScaledConvolution layer : branch) {
            branched = layer.activated(branched);
        }
        return linear.forward(x.spaceToDepth(CompressionConfig.BLOCK).channelsLast())
                .add(last.forward(branched).to(DataType.FLOAT32));
    }
}
