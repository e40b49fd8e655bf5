package io.diabolo.model.compression;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/** u [N, M, h, w] -> xHat [N, 3, H, W]: a linear transform to 16 x 16 blocks, plus a branch that mends what it leaves. */
final class Synthesis {

    private static final int STEM = 4;

    final Convolution linear;
    private final Convolution layer0;
    private final Convolution layer1;
    private final Convolution layer2;
    private final Convolution layer3;
    private final Convolution layer4;
    private final Convolution layer5;
    private final Convolution layer6;

    Synthesis(Parameters parameters, CompressionConfig config) {
        int block = CompressionConfig.BLOCK;
        int first = config.synthesis().get(0);
        int second = config.synthesis().get(1);
        int third = config.synthesis().get(2);
        linear = Convolution.plain(parameters, "linear", 1, 1, config.latent(), 3 * block * block);
        layer0 = Convolution.hidden(parameters, "0", 3, 1, config.latent(), first);
        layer1 = Convolution.hidden(parameters, "1", 1, 1, first, 4 * second);
        layer2 = Convolution.hidden(parameters, "2", 3, 1, second, second);
        layer3 = Convolution.hidden(parameters, "3", 1, 1, second, 4 * third);
        layer4 = Convolution.hidden(parameters, "4", 1, 1, 3 * STEM * STEM, third);
        layer5 = Convolution.hidden(parameters, "5", 3, 1, third, third);
        layer6 = Convolution.last(parameters, "6", 3, third, 3 * STEM * STEM);
    }

    /**
     * @param bias0 [N, C, 1, 1], of the level, where the branch begins
     * @param bias1 [N, C, 1, 1], where it meets the linear transform's picture
     */
    Tensor forward(Tensor u, Tensor bias0, Tensor bias1) {
        Tensor picture = linear.exact(u).depthToSpace(CompressionConfig.BLOCK); // [N, 3, H, W]
        Tensor a = layer0.forward(u).add(bias0).leakyRelu(Convolution.SLOPE);
        a = layer2.activated(layer1.forward(a).depthToSpace(2).leakyRelu(Convolution.SLOPE));
        a = layer3.forward(a).depthToSpace(2); // [N, C, H/4, W/4]
        Tensor b = layer4.forward(picture.spaceToDepth(STEM).channelsLast());
        Tensor v = a.add(b).add(bias1).leakyRelu(Convolution.SLOPE);
        Tensor mended = layer6.forward(layer5.activated(v)).depthToSpace(STEM);
        return picture.add(mended.to(DataType.FLOAT32));
    }
}
