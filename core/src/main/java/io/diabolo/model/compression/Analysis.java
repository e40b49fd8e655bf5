package io.diabolo.model.compression;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import java.util.List;

/** x [N, 3, H, W] -> y [N, M, h, w]: a linear transform of 16 x 16 blocks, plus a branch that sees beyond them. */
final class Analysis {

    private static final int STEM = 4;

    final Convolution linear;
    private final List<Convolution> branch;

    Analysis(Parameters parameters, CompressionConfig config) {
        int block = CompressionConfig.BLOCK;
        int first = config.analysis().get(0);
        int second = config.analysis().get(1);
        int third = config.analysis().get(2);
        linear = Convolution.plain(parameters, "linear", 1, 1, 3 * block * block, config.latent());
        branch = List.of(
                Convolution.hidden(parameters, "0", 3, 1, 3 * STEM * STEM, first),
                Convolution.hidden(parameters, "1", 3, 2, first, second),
                Convolution.hidden(parameters, "2", 3, 1, second, second),
                Convolution.hidden(parameters, "3", 3, 2, second, third),
                Convolution.last(parameters, "4", 3, third, config.latent()));
    }

    Tensor forward(Tensor x) {
        Tensor branched = x.spaceToDepth(STEM).channelsLast();
        for (Convolution layer : branch.subList(0, branch.size() - 1)) {
            branched = layer.activated(branched);
        }
        branched = branch.get(branch.size() - 1).forward(branched);
        return linear.exact(x.spaceToDepth(CompressionConfig.BLOCK).channelsLast())
                .add(branched.to(DataType.FLOAT32));
    }
}
