package io.diabolo.restoring.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import io.diabolo.restore.network.UnetConfig;
import java.util.List;

/** The network of a {@link UnetConfig}. */
record TrainedUnet(
        TrainedConvolution head,
        List<TrainedBlock> half,
        TrainedConvolution toQuarter,
        List<TrainedBlock> quarter,
        TrainedConvolution toEighth,
        List<TrainedBlock> body,
        TrainedConvolution fromEighth,
        List<TrainedBlock> upQuarter,
        TrainedConvolution fromQuarter,
        List<TrainedBlock> upHalf,
        TrainedConvolution tail)
        implements ResidualNetwork {

    static TrainedUnet create(UnetConfig config, Parameters parameters) {
        List<Integer> c = config.channels();
        List<Integer> n = config.blocks();
        return new TrainedUnet(
                TrainedConvolution.keeping(parameters.in("head"), c.get(0), 4 * config.inputs()),
                TrainedBlock.row(parameters.in("enc1"), n.get(0), c.get(0)),
                TrainedConvolution.halving(parameters.in("down1"), c.get(1), c.get(0)),
                TrainedBlock.row(parameters.in("enc2"), n.get(1), c.get(1)),
                TrainedConvolution.halving(parameters.in("down2"), c.get(2), c.get(1)),
                TrainedBlock.row(parameters.in("body"), n.get(2), c.get(2)),
                TrainedConvolution.doubling(parameters.in("up2"), c.get(1), c.get(2)),
                TrainedBlock.row(parameters.in("dec2"), n.get(3), c.get(1)),
                TrainedConvolution.doubling(parameters.in("up1"), c.get(0), c.get(1)),
                TrainedBlock.row(parameters.in("dec1"), n.get(4), c.get(0)),
                TrainedConvolution.zero(parameters.in("tail"), 4 * config.pictureChannels(), c.get(0)));
    }

    @Override
    public Tensor residual(Tensor x) {
        Tensor fine = TrainedBlock.forward(half, head.forward(x.spaceToDepth(2))); // [N, c1, H / 2, W / 2]
        Tensor middle = TrainedBlock.forward(quarter, toQuarter.forward(fine));
        Tensor deep = TrainedBlock.forward(body, toEighth.forward(middle)); // [N, c3, H / 8, W / 8]
        Tensor wider = TrainedBlock.forward(
                upQuarter, fromEighth.forward(deep).depthToSpace(2).add(middle));
        Tensor widest = TrainedBlock.forward(
                upHalf, fromQuarter.forward(wider).depthToSpace(2).add(fine));
        return tail.forward(widest).channelsFirst().depthToSpace(2);
    }
}
