package io.diabolo.model;

import io.diabolo.engine.EngineException;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sequential;
import java.util.Optional;

/**
 * A fully convolutional network without a bottleneck, for inputs of any size.
 *
 * <pre>{@code x [N, C, *S] -> layers -> (+ x) -> raw [N, C, k * S] -> xHat}</pre>
 */
public final class Restorer implements Reconstructor {

    private final RestorerConfig config;
    private final Parameters parameters;
    private final Sequential layers;

    Restorer(RestorerConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        try (TensorScope scope = TensorScope.open("build")) {
            layers = Sequential.build(config.network(), config.networkInput(), parameters.in("layers"));
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    @Override
    public RestorerConfig config() {
        return config;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public Restorer replica() {
        return new Restorer(config, parameters.replica());
    }

    @Override
    public Forward forward(Tensor input, Pass pass, long step) {
        long channels = config.networkInput().size(0);
        if (input.shape().rank() != config.networkInput().rank() + 1 || input.size(1) != channels) {
            throw new EngineException("layers: x must be [N, %d, *], was %s".formatted(channels, input.shape()));
        }
        Tensor output = layers.forward(input, pass);
        Tensor values = input.narrow(1, 0, config.input().channels());
        return new Forward(config.residual() ? output.add(values) : output, Optional.empty());
    }

    @Override
    public void close() {
        parameters.close();
    }
}
