package io.diabolo.restore;

import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.UnetConfig;

/** Whether a network is of the kind that a restorer needs. */
final class Networks {

    private Networks() {}

    static void require(RestorationNetwork network, int channels, UnetConfig.MapKind map) {
        boolean fits =
                network.config() instanceof UnetConfig unet && unet.pictureChannels() == channels && unet.map() == map;
        if (!fits) {
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
