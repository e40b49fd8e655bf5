package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layers that run one after the other.
 *
 * <p>From the first convolution to the last one the channels of a position lie side by side in memory, which oneDNN's
 * convolutions are faster with. The activation behind the last one has the usual layout again: where a gradient has
 * another layout than what it belongs to, element by element is slow.
 */
public final class Sequential implements Layer {

    private final List<Layer> layers;

    private Sequential(List<Layer> layers) {
        this.layers = layers;
    }

    /**
     * Builds layers whose parameters are named by their position: {@code 0.weight}, {@code 1.weight}.
     *
     * @param input the shape of one example
     */
    public static Sequential build(List<LayerConfig> configs, Shape input, Parameters parameters) {
        int last = IntStream.range(0, configs.size())
                .filter(i -> configs.get(i).convolves())
                .max()
                .orElse(-1);
        return build(configs, input, parameters, last);
    }

    /** The same for a part of a network that goes on behind it: memory stays as it comes out of the last convolution. */
    static Sequential branch(List<LayerConfig> configs, Shape input, Parameters parameters) {
        return build(configs, input, parameters, -1);
    }

    private static Sequential build(List<LayerConfig> configs, Shape input, Parameters parameters, int last) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < configs.size(); i++) {
            layers.add(configs.get(i).build(parameters.in(String.valueOf(i)), shape));
            if (i == last) {
                layers.add((x, pass) -> x.channelsFirst());
            }
            shape = configs.get(i).output(shape);
        }
        return new Sequential(List.copyOf(layers));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(y, pass);
        }
        return y;
    }
}
