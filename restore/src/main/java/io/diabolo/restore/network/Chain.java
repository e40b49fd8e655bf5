package io.diabolo.restore.network;

import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Activation;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/** The network of a {@link ChainConfig}. */
record Chain(ChainConfig config, Convolution head, List<Block> body, Convolution tail) implements RestorationNetwork {

    static Chain load(ChainConfig config, LayerWeights weights) {
        int c = config.channels();
        return new Chain(
                config,
                weights.conv3("head", c, 1, Activation.NONE),
                weights.blocks("body", config.blocks(), c),
                weights.conv3("tail", config.factor() * config.factor(), c, Activation.NONE));
    }

    @Override
    public FeatureMap apply(FeatureMap x, Halo halo, Workers workers) {
        if (x.channels() != 1) {
            throw new BadInputException(
                    "the network takes [h, w, 1], not [%d, %d, %d]".formatted(x.height(), x.width(), x.channels()));
        }
        FeatureMap y = tail.apply(Block.applyAll(body, head.apply(x, workers), workers), workers);
        return Maps.trim(y, halo, Halo.NONE);
    }
}
