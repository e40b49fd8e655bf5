package io.diabolo.model.compression;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;

/** u [N, M, h, w] -> xHat [N, 3, H, W]: a linear transform to 16 x 16 blocks, plus a branch that mends what it leaves. */
final class Synthesis {

    private static final int STEM = Analysis.STEM;

    final BlockTransform linear;
    private final Convolution layer0;
    private final Convolution layer1;
    private final Convolution layer2;
    private final Convolution layer3;
    private final Convolution layer4;
    private final Convolution layer5;
    private final Convolution layer6;

    Synthesis(Layers layers, CompressionConfig config, LatentScales scales) {
        int first = config.synthesis().get(0);
        int second = config.synthesis().get(1);
        int third = config.synthesis().get(2);
        int stem = 3 * STEM * STEM;
        linear = layers.add("synthesis.linear", p -> BlockTransform.synthesis(p, scales, config.latent()));
        layer0 = layers.add("synthesis.0", p -> Convolution.hidden(p, 3, 1, config.latent(), first)
                .withInputScale(scales.inverse()));
        layer1 = layers.add("synthesis.1", p -> Convolution.hidden(p, 1, 1, first, 4 * second));
        layer2 = layers.add("synthesis.2", p -> Convolution.hidden(p, 3, 1, second, second));
        layer3 = layers.add("synthesis.3", p -> Convolution.hidden(p, 1, 1, second, 4 * third));
        layer4 = layers.add(
                "synthesis.4", p -> Convolution.hidden(p, 1, 1, stem, third).withInputScale(layers.pixelScale()));
        layer5 = layers.add("synthesis.5", p -> Convolution.hidden(p, 3, 1, third, third));
        layer6 = layers.add(
                "synthesis.6", p -> Convolution.last(p, 3, third, stem).withOutputScale(layers.mendingScale()));
    }

    /**
     * @param bias0 [N, C, 1, 1], of the level, where the branch begins
     * @param bias1 [N, C, 1, 1], where it meets the linear transform's picture
     */
    Tensor forward(Tensor u, Tensor bias0, Tensor bias1) {
        Tensor picture = linear.forward(u).depthToSpace(CompressionConfig.BLOCK); // [N, 3, H, W]
        Tensor a = layer0.forward(u).add(bias0).leakyRelu(Convolution.SLOPE);
        a = layer2.activated(layer1.forward(a).depthToSpace(2).leakyRelu(Convolution.SLOPE));
        a = layer3.forward(a).depthToSpace(2); // [N, C, H/4, W/4]
        Tensor b = layer4.forward(picture.spaceToDepth(STEM).channelsLast());
        Tensor v = a.add(b).add(bias1).leakyRelu(Convolution.SLOPE);
        Tensor mended = layer6.forward(layer5.activated(v)).depthToSpace(STEM);
        return picture.add(mended.to(DataType.FLOAT32));
    }
}
