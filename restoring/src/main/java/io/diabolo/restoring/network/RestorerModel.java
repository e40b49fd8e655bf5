package io.diabolo.restoring.network;

import io.diabolo.engine.EngineException;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.SavedTensors;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restore.network.UnetConfig;
import io.diabolo.safetensors.NamedTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that restores, while it is trained. What it learns is what is added to the picture, or to its bicubic enlargement; it
 * starts as nothing, so that an untrained network gives back what it is given.
 */
public final class RestorerModel implements AutoCloseable {

    private final NetworkConfig config;
    private final Parameters parameters;
    private final ResidualNetwork network;

    private RestorerModel(NetworkConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.network = config instanceof UnetConfig unet
                ? TrainedUnet.create(unet, parameters)
                : TrainedChain.create((ChainConfig) config, parameters);
    }

    /** An untrained one on the innermost scope's device. The caller closes it. */
    public static RestorerModel create(NetworkConfig config, long seed) {
        Parameters parameters = Parameters.create(seed, Initialization.PYTORCH);
        try (TensorScope scope = TensorScope.open("build")) {
            return new RestorerModel(config, parameters);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    /**
     * Takes over the weights of a file.
     *
     * @throws BadInputException if they are those of another network
     */
    public void startAt(RestorerFile file) {
        if (!file.config().equals(config)) {
            throw new BadInputException(
                    "%s is a network %s, and the training needs %s; leave it out, or begin with another"
                            .formatted(file.source(), file.config().json(), config.json()));
        }
        List<NamedTensor.F32> single = new ArrayList<>();
        for (NamedTensor tensor : file.tensors()) {
            if (tensor instanceof NamedTensor.F16 half) {
                single.add(new NamedTensor.F32(half.name(), half.shape(), half.toFloats()));
            } else if (tensor instanceof NamedTensor.F32 full) {
                single.add(full);
            }
        }
        try (TensorScope scope = TensorScope.open("start")) {
            SavedTensors.fill(Path.of(file.source()), parameters.all(), SavedTensors.byName(single));
        }
    }

    public NetworkConfig config() {
        return config;
    }

    public Parameters parameters() {
        return parameters;
    }

    /**
     * What is to be added.
     *
     * @param x of a {@link UnetConfig} picture and map, [N, inputs, H, W] with sides that are multiples of
     *     {@link UnetConfig#MULTIPLE}; of a {@link ChainConfig} the small luma, [N, 1, h, w]; values 0 to 1
     * @return [N, pictureChannels, H, W], or [N, 1, factor h, factor w]
     */
    public Tensor residual(Tensor x) {
        long inputs = config instanceof UnetConfig unet ? unet.inputs() : 1;
        if (x.shape().rank() != 4 || x.size(1) != inputs) {
            throw new EngineException("restorer: x must be [N, %d, H, W], was %s".formatted(inputs, x.shape()));
        }
        return network.residual(x);
    }

    /** The weights as {@link RestorerFile#write} takes them. */
    public List<NamedTensor.F32> weights() {
        List<NamedTensor.F32> weights = new ArrayList<>();
        parameters.all().forEach((name, tensor) -> weights.add(SavedTensors.of(name, tensor)));
        return weights;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
