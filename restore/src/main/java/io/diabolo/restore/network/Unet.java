package io.diabolo.restore.network;

import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Activation;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/** The network of a {@link UnetConfig}. */
record Unet(
        UnetConfig config,
        Convolution head,
        Encoder half,
        Encoder quarter,
        List<Block> body,
        Decoder up2,
        Decoder up1,
        Convolution tail)
        implements RestorationNetwork {

    static Unet load(UnetConfig config, LayerWeights weights) {
        List<Integer> c = config.channels();
        List<Integer> n = config.blocks();
        return new Unet(
                config,
                weights.conv3("head", c.get(0), 4 * config.inputs(), Activation.NONE),
                new Encoder(weights.blocks("enc1", n.get(0), c.get(0)), weights.down("down1", c.get(1), c.get(0))),
                new Encoder(weights.blocks("enc2", n.get(1), c.get(1)), weights.down("down2", c.get(2), c.get(1))),
                weights.blocks("body", n.get(2), c.get(2)),
                new Decoder(weights.up("up2", c.get(1), c.get(2)), weights.blocks("dec2", n.get(3), c.get(1))),
                new Decoder(weights.up("up1", c.get(0), c.get(1)), weights.blocks("dec1", n.get(4), c.get(0))),
                weights.conv3("tail", 4 * config.pictureChannels(), c.get(0), Activation.NONE));
    }

    @Override
    public FeatureMap apply(FeatureMap x, Halo halo, Workers workers) {
        int multiple = UnetConfig.MULTIPLE / 2;
        if (x.height() % multiple != 0 || x.width() % multiple != 0 || x.channels() != 4 * config.inputs()) {
            throw new BadInputException("the network takes [H, W, %d] with sides in multiples of %d, not [%d, %d, %d]"
                    .formatted(4 * config.inputs(), multiple, x.height(), x.width(), x.channels()));
        }
        FeatureMap skip1 = Block.applyAll(half.blocks, head.apply(x, workers), workers);
        FeatureMap skip2 = Block.applyAll(quarter.blocks, half.shrink(skip1, workers), workers);
        FeatureMap deep = Block.applyAll(body, quarter.shrink(skip2, workers), workers);
        // What the way up does not look at is cut off, because it would be computed in vain.
        Halo eighths = halo.over(4).atMost(config.eighthsLookedAt());
        FeatureMap wider = up2.apply(
                Maps.trim(deep, halo.over(4), eighths), Maps.trim(skip2, halo.over(2), eighths.times(2)), workers);
        Halo quarters = eighths.times(2).atMost(config.quartersLookedAt());
        FeatureMap widest = up1.apply(
                Maps.trim(wider, eighths.times(2), quarters), Maps.trim(skip1, halo, quarters.times(2)), workers);
        return Maps.trim(tail.apply(widest, workers), quarters.times(2), Halo.NONE);
    }

    /** On the way down. */
    private record Encoder(List<Block> blocks, Convolution down) {

        FeatureMap shrink(FeatureMap x, Workers workers) {
            return down.apply(Maps.halve(x, workers), workers);
        }
    }

    /** On the way up. */
    private record Decoder(Convolution up, List<Block> blocks) {

        FeatureMap apply(FeatureMap x, FeatureMap skip, Workers workers) {
            FeatureMap y = up.apply(x, workers);
            Maps.add(y, skip, workers);
            return Block.applyAll(blocks, y, workers);
        }
    }
}
