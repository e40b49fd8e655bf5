package io.diabolo.model.compression;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import java.util.List;

/** x [N, 3, H, W] -> y [N, M, h, w]: a linear transform of 16 x 16 blocks, plus a branch that sees beyond them. */
final class Analysis {

    static final int STEM = 4;

    final BlockTransform linear;
    private final List<Convolution> branch;
    private final Convolution last;

    Analysis(Layers layers, CompressionConfig config, LatentScales scales) {
        int first = config.analysis().get(0);
        int second = config.analysis().get(1);
        int third = config.analysis().get(2);
        linear = layers.add("analysis.linear", p -> BlockTransform.analysis(p, scales, config.latent()));
        branch = List.of(
                layers.add("analysis.0", p -> Convolution.hidden(p, 3, 1, 3 * STEM * STEM, first)
                        .withInputScale(layers.pixelScale())),
                layers.add("analysis.1", p -> Convolution.hidden(p, 3, 2, first, second)),
                layers.add("analysis.2", p -> Convolution.hidden(p, 3, 1, second, second)),
                layers.add("analysis.3", p -> Convolution.hidden(p, 3, 2, second, third)));
        last = layers.add("analysis.4", p -> Convolution.last(p, 3, third, config.latent())
                .withOutputScale(scales.branch()));
    }

    Tensor forward(Tensor x) {
        Tensor branched = x.spaceToDepth(STEM).channelsLast();
        for (Convolution layer : branch) {
            branched = layer.activated(branched);
        }
        return linear.forward(x.spaceToDepth(CompressionConfig.BLOCK).channelsLast())
                .add(last.forward(branched).to(DataType.FLOAT32));
    }
}
