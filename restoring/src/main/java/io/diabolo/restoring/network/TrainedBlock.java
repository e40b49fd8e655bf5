package io.diabolo.restoring.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import java.util.List;
import java.util.stream.IntStream;

/** A residual block, x + second(relu(first(x))), which begins as x. */
record TrainedBlock(TrainedConvolution first, TrainedConvolution second) {

    /** Blocks {@code 0}, {@code 1} ... in a row. */
    static List<TrainedBlock> row(Parameters parameters, int count, int channels) {
        return IntStream.range(0, count)
                .mapToObj(i -> parameters.in(String.valueOf(i)))
                .map(block -> new TrainedBlock(
                        TrainedConvolution.keeping(block.in("conv1"), channels, channels),
                        TrainedConvolution.zero(block.in("conv2"), channels, channels)))
                .toList();
    }

    static Tensor forward(List<TrainedBlock> row, Tensor x) {
        Tensor y = x;
        for (TrainedBlock block : row) {
            y = y.add(block.second.forward(block.first.forward(y).relu()));
        }
        return y;
    }
}
