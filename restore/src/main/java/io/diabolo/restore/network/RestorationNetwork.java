package io.diabolo.restore.network;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;

/**
 * A weights file that runs. Immutable, and open to any number of threads; the same bits with every kernel and number of
 * threads.
 */
public sealed interface RestorationNetwork permits Unet, Chain {

    NetworkConfig config();

    /**
     * What is added to the picture, or to its enlargement, values 0 to 1; in depth, as no layer works at full size.
     *
     * @param x for a {@link UnetConfig} picture and map, space to depth 2, [H / 2, W / 2, 4 inputs] with sides that are
     *     multiples of 4, channel (c 2 + dy) 2 + dx for the pixel (dy, dx) of channel c; for a {@link ChainConfig} the small
     *     picture, [h, w, 1]
     * @param halo in positions of x; multiples of 4 for a {@link UnetConfig}. Where it is as wide as the field, the result is
     *     that of the whole picture
     * @return without the halo, [H / 2, W / 2, 4 pictureChannels] in the same order; or [h, w, factor^2], channel
     *     dy factor + dx
     */
    FeatureMap apply(FeatureMap x, Halo halo, Workers workers);

    /**
     * Loads a weights file.
     *
     * @param source what messages call it: its path, or the name of a class-path resource
     * @param content the whole file
     * @throws CorruptFileException for a damaged file, or one that is no restorer; all tensors that do not fit are named
     * @throws UnsupportedFormatException for a newer format
     */
    static RestorationNetwork load(String source, byte[] content, Kernel kernel) {
        return RestorerFile.read(source, content).network(kernel);
    }
}
