package io.diabolo.compress.network;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;

/** u [N, M, h, w] -> xHat [N, 3, H, W]: a linear transform to 16 x 16 blocks, plus a branch that mends what it leaves. */
final class SynthesisTransform {

    /** Channels at 1/16 and 1/4 of the picture's size, where biases of the level are added. */
    static final int WIDTH_AT_16 = 96;

    static final int WIDTH_AT_4 = 48;

    private static final int WIDTH_AT_8 = 64;
    private static final int STEM = AnalysisTransform.STEM;

    final BlockTransform linear;
    private final ScaledConvolution layer0;
    private final ScaledConvolution layer1;
    private final ScaledConvolution layer2;
    private final ScaledConvolution layer3;
    private final ScaledConvolution layer4;
    private final ScaledConvolution layer5;
    private final ScaledConvolution layer6;

    SynthesisTransform(ExportedLayers layers, CompressionConfig config, LatentScales scales) {
        int stem = 3 * STEM * STEM;
        linear = layers.add("synthesis.linear", p -> BlockTransform.synthesis(p, scales, config.latent()));
        layer0 = layers.add("synthesis.0", p -> ScaledConvolution.hidden(p, 3, 1, config.latent(), WIDTH_AT_16)
                .withInputScale(scales.inverse()));
        layer1 = layers.add("synthesis.1", p -> ScaledConvolution.hidden(p, 1, 1, WIDTH_AT_16, 4 * WIDTH_AT_8));
        layer2 = layers.add("synthesis.2", p -> ScaledConvolution.hidden(p, 3, 1, WIDTH_AT_8, WIDTH_AT_8));
        layer3 = layers.add("synthesis.3", p -> ScaledConvolution.hidden(p, 1, 1, WIDTH_AT_8, 4 * WIDTH_AT_4));
        layer4 = layers.add("synthesis.4", p -> ScaledConvolution.hidden(p, 1, 1, stem, WIDTH_AT_4)
                .withInputScale(layers.pixelScale()));
        layer5 = layers.add("synthesis.5", p -> ScaledConvolution.hidden(p, 3, 1, WIDTH_AT_4, WIDTH_AT_4));
        layer6 = layers.add("synthesis.6", p -> ScaledConvolution.last(p, 3, WIDTH_AT_4, stem)
                .withOutputScale(layers.mendingScale()));
    }

    /**
     * @param bias0 [N, C, 1, 1], of the level, where the branch begins
     * @param bias1 [N, C, 1, 1], where it meets the linear transform's picture
     */
    Tensor forward(Tensor u, Tensor bias0, Tensor bias1) {
        Tensor picture = linear.forward(u).depthToSpace(CompressionConfig.BLOCK); // [N, 3, H, W]
        Tensor a = layer0.forward(u).add(bias0).leakyRelu(ScaledConvolution.SLOPE);
        a = layer2.activated(layer1.forward(a).depthToSpace(2).leakyRelu(ScaledConvolution.SLOPE));
        a = layer3.forward(a).depthToSpace(2); // [N, C, H/4, W/4]
        Tensor b = layer4.forward(picture.spaceToDepth(STEM).channelsLast());
        Tensor v = a.add(b).add(bias1).leakyRelu(ScaledConvolution.SLOPE);
        Tensor mended = layer6.forward(layer5.activated(v)).depthToSpace(STEM);
        return picture.add(mended.to(DataType.FLOAT32));
    }
}
