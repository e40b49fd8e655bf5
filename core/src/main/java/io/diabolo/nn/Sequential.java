package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers that run one after the other. */
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
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < configs.size(); i++) {
            layers.add(configs.get(i).build(parameters.in(String.valueOf(i)), shape));
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
