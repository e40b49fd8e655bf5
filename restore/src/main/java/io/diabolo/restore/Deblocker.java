package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.UnetConfig;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Takes the blocks and the ringing of JPEG out of pictures, whatever their quality was. The luma is restored (JPEG's own,
 * ITU-R BT.601), the chroma stays. Immutable and safe for several threads.
 */
public final class Deblocker {

    private static final int BLOCK = 8;

    private final Supplier<RestorationNetwork> network;
    private final RestoreOptions options;
    private final int blockX;
    private final int blockY;

    private Deblocker(Supplier<RestorationNetwork> network, RestoreOptions options, int blockX, int blockY) {
        this.network = network;
        this.options = options;
        this.blockX = blockX;
        this.blockY = blockY;
    }

    /** The shipped deblocker for photographs. */
    public static Deblocker photo() {
        return new Deblocker(() -> ShippedNetworks.of("deblock"), RestoreOptions.defaults(), 0, 0);
    }

    /**
     * A deblocker that somebody trained.
     *
     * @param path of its folder or its file
     * @throws BadInputException if there is none, or it is for another task
     */
    public static Deblocker load(Path path) {
        return of(Networks.load(path, NetworkConfig.Task.DEBLOCK), RestoreOptions.defaults());
    }

    /** Of a network for 1 channel without a map. */
    static Deblocker of(RestorationNetwork network, RestoreOptions options) {
        return new Deblocker(() -> network, options, 0, 0);
    }

    public Deblocker with(RestoreOptions newOptions) {
        return new Deblocker(network, newOptions, blockX, blockY);
    }

    /**
     * The same deblocker for pictures whose first whole block does not begin in the upper left corner: cut or turned ones.
     *
     * @param x its first column, 0 to 7
     * @param y its first row, 0 to 7
     */
    public Deblocker withFirstBlock(int x, int y) {
        if (x < 0 || y < 0 || x >= BLOCK || y >= BLOCK) {
            throw new BadInputException("the first block must begin at 0 to 7, was %d, %d".formatted(x, y));
        }
        return new Deblocker(network, options, x, y);
    }

    /**
     * The picture without the traces of JPEG, of the same size and kind.
     *
     * @param picture as it was decoded
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
        // The network was trained on blocks that begin at 0: an incomplete first one is made whole with mirrored
        // pixels.
        int above = (BLOCK - blockY) % BLOCK;
        int left = (BLOCK - blockX) % BLOCK;
        Samples whole = (c, y, x) ->
                luma.at(c, Math.min(height - 1, Math.abs(y - above)), Math.min(width - 1, Math.abs(x - left)));
        new UnetPass(network.get(), options).run(height + above, width + left, whole, (c, y, x, value) -> {
            if (y >= above && x >= left) {
                results.set(c, y - above, x - left, value);
            }
        });
    }
}
