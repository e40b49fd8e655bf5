package io.diabolo.restore;

import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restore.network.UnetConfig;
import io.diabolo.runtime.Kernel;
import java.nio.file.Path;
import java.util.Locale;

/** Networks from files, and whether one is of the kind that a restorer needs. */
final class Networks {

    private Networks() {}

    /**
     * The network of a file, or of a folder that a training left.
     *
     * @throws BadInputException if it is for another task
     */
    static RestorationNetwork load(Path path, NetworkConfig.Task task) {
        RestorerFile file = RestorerFile.read(path);
        if (file.config().task() != task) {
            throw new BadInputException("%s is a restorer of the task %s, not %s; take another one"
                    .formatted(path, name(file.config().task()), name(task)));
        }
        return file.network(Kernel.fastest());
    }

    private static String name(NetworkConfig.Task task) {
        return task.name().toLowerCase(Locale.ROOT);
    }

    /** @return how many channels its pictures have */
    static int requireMap(RestorationNetwork network, UnetConfig.MapKind map) {
        if (network.config() instanceof UnetConfig unet && unet.map() == map) {
            return unet.pictureChannels();
        }
        throw wrong(network, "a unet with the map " + map);
    }

    static void require(RestorationNetwork network, int channels, UnetConfig.MapKind map) {
        if (requireMap(network, map) != channels) {
            throw wrong(network, "a unet of %d channels with the map %s".formatted(channels, map));
        }
    }

    static void requireFactor(RestorationNetwork network, int factor) {
        if (!(network.config() instanceof ChainConfig chain && chain.factor() == factor)) {
            throw wrong(network, "a chain of factor " + factor);
        }
    }

    private static BadInputException wrong(RestorationNetwork network, String needed) {
        return new BadInputException(
                "the network must be %s, is %s; take another one".formatted(needed, network.config()));
    }
}
