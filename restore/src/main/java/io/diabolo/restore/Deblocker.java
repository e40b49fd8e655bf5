package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.UnetConfig;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * Takes the blocks and the ringing of JPEG out of pictures, whatever their quality was. The luma is restored (JPEG's own,
 * ITU-R BT.601), the chroma stays. Immutable and safe for several threads.
 */
public final class Deblocker {

    private final Supplier<RestorationNetwork> network;
    private final RestoreOptions options;

    private Deblocker(Supplier<RestorationNetwork> network, RestoreOptions options) {
        this.network = network;
        this.options = options;
    }

    /** The shipped deblocker for photographs. */
    public static Deblocker photo() {
        return new Deblocker(() -> ShippedNetworks.of("deblock"), RestoreOptions.defaults());
    }

    /** Of a network for 1 channel without a map. */
    static Deblocker of(RestorationNetwork network, RestoreOptions options) {
        return new Deblocker(() -> network, options);
    }

    public Deblocker with(RestoreOptions newOptions) {
        return new Deblocker(network, newOptions);
    }

    /**
     * The picture without the traces of JPEG, of the same size and kind.
     *
     * @param picture as it was decoded: the 8 x 8 blocks begin at its upper left corner
     * @throws BadInputException if the picture has more than 8 bits a channel, other colours than gray and RGB, or more than
     *     100 megapixels
     */
    public BufferedImage deblock(BufferedImage picture) {
        ImageSamples in = Pictures.samples(picture);
        byte[] from = in.colours();
        byte[] planes = Pictures.planesFor(in);
        int width = in.width();
        int plane = width * in.height();
        Samples luma = in.gray() ? Pictures.of(in) : Luma.full(Pictures.of(in));
        run(in.height(), width, luma, (channel, y, x, value) -> {
            // The same difference for R, G and B leaves both chroma values as they are.
            float difference = 255 * (value - luma.at(0, y, x));
            for (int i = y * width + x; i < planes.length; i += plane) {
                planes[i] = Pictures.rounded((from[i] & 0xff) + difference);
            }
        });
        return Pictures.image(in, planes, in.alpha());
    }

    /**
     * As {@link #deblock(BufferedImage)}, for the luma alone; what comes out is neither limited nor rounded.
     *
     * @param luma 1 channel
     */
    public FloatPicture deblock(FloatPicture luma) {
        FloatPicture restored = FloatPicture.zeros(1, luma.height(), luma.width());
        run(
                luma.height(),
                luma.width(),
                luma.samples(),
                (channel, y, x, value) -> restored.values()[restored.at(0, y, x)] = 255 * value);
        return restored;
    }

    private void run(int height, int width, Samples luma, Results results) {
        Networks.require(network.get(), 1, UnetConfig.MapKind.NONE);
        new UnetPass(network.get(), options).run(height, width, luma, results);
    }
}
