package io.diabolo.restore.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * A residual block: x + second(relu(first(x))).
 *
 * @source K. He et al., "Deep residual learning", 2016; B. Lim et al., "EDSR", 2017, for leaving out normalisation
 */
record Block(Convolution first, Convolution second) {

    /**
     * All of them in a row.
     *
     * @param x is left as it is
     */
    static FeatureMap applyAll(List<Block> blocks, FeatureMap x, Workers workers) {
        FeatureMap y = x;
        for (Block block : blocks) {
            FeatureMap inner = block.second.apply(block.first.apply(y, workers), workers);
            Maps.add(inner, y, workers);
            y = inner;
        }
        return y;
    }
}
