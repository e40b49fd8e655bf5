package io.diabolo.restoring.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import io.diabolo.restore.network.ChainConfig;
import java.util.List;

/** The network of a {@link ChainConfig}. */
record TrainedChain(int factor, TrainedConvolution head, List<TrainedBlock> body, TrainedConvolution tail)
        implements ResidualNetwork {

    static TrainedChain create(ChainConfig config, Parameters parameters) {
        int factor = config.factor();
        return new TrainedChain(
                factor,
                TrainedConvolution.keeping(parameters.in("head"), config.channels(), 1),
                TrainedBlock.row(parameters.in("body"), config.blocks(), config.channels()),
                TrainedConvolution.zero(parameters.in("tail"), factor * factor, config.channels()));
    }

    @Override
    public Tensor residual(Tensor x) {
        return tail.forward(TrainedBlock.forward(body, head.forward(x)))
                .channelsFirst()
                .depthToSpace(factor);
    }
}
