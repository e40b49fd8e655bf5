package io.diabolo.model;

import io.diabolo.engine.DataType;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sequential;
import java.util.List;
import java.util.Optional;

/**
 * A network that repairs pictures and marks where they needed it.
 *
 * <pre>{@code x [N, C, H, W] -> layers -> [N, C, H, W] + x -> repaired
 *                              \-> [N, 1, H, W] -> marks}</pre>
 */
public final class DefectMarker implements Reconstructor {

    private final DefectMarkerConfig config;
    private final Parameters parameters;
    private final Sequential layers;

    DefectMarker(DefectMarkerConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        try (TensorScope scope = TensorScope.open("build")) {
            layers = Sequential.build(
                    config.network(), AutoencoderConfig.shape(config.input()), parameters.in("layers"));
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    @Override
    public DefectMarkerConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public DefectMarker replica() {
        return new DefectMarker(config, parameters.replica());
    }

    @Override
    public Forward forward(Tensor input, Pass pass, long step) {
        int channels = config.input().channels();
        if (input.shape().rank() != 4 || input.size(1) != channels) {
            throw new EngineException("layers: x must be [N, %d, H, W], was %s".formatted(channels, input.shape()));
        }
        Tensor output = layers.forward(input, pass);
        Tensor repaired = output.narrow(1, 0, channels).add(input);
        return new Forward(Tensor.concat(List.of(repaired, output.narrow(1, channels, 1)), 1), Optional.empty());
    }

    /**
     * The repaired pictures, and behind their channels how probable it is that a pixel needed repair.
     *
     * @shape input [N, C, H, W] to [N, C + 1, H, W]
     */
    public Tensor repairAndMark(Tensor input) {
        try (NoGrad noGrad = NoGrad.open()) {
            Tensor raw = forward(input, Pass.inference(), 0).raw();
            Tensor marks = raw.narrow(1, config.input().channels(), 1).to(DataType.FLOAT32);
            return Tensor.concat(List.of(config.values(raw), marks.sigmoid()), 1);
        }
    }

    @Override
    public void close() {
        parameters.close();
    }
}
