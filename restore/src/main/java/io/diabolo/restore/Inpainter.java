package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.UnetConfig;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Fills what is lost of a picture: scratches, text, missing pixels, boxes. Known pixels stay as they are. Immutable and safe for
 * several threads.
 *
 * <p>The network looks {@link UnetConfig#field} pixels far: the middle of a larger hole is only a guess of its colour.
 */
public final class Inpainter {

    /** What the network sees where nothing is known. */
    private static final float HIDDEN = 0.5f;

    private static final int COLOURS = 3;

    private final Supplier<RestorationNetwork> network;
    private final RestoreOptions options;

    private Inpainter(Supplier<RestorationNetwork> network, RestoreOptions options) {
        this.network = network;
        this.options = options;
    }

    /** The shipped inpainter for photographs. */
    public static Inpainter photo() {
        return new Inpainter(() -> ShippedNetworks.of("inpaint"), RestoreOptions.defaults());
    }

    /**
     * An inpainter that somebody trained.
     *
     * @param path of its folder or its file
     * @throws BadInputException if there is none, or it is for another task
     */
    public static Inpainter load(Path path) {
        RestorationNetwork network = Networks.load(path, NetworkConfig.Task.INPAINT);
        return new Inpainter(() -> network, RestoreOptions.defaults());
    }

    /** Of a network for 3 channels with a map of what is known. */
    static Inpainter of(RestorationNetwork network, RestoreOptions options) {
        return new Inpainter(() -> network, options);
    }

    public Inpainter with(RestoreOptions newOptions) {
        return new Inpainter(network, newOptions);
    }

    /**
     * The picture with what the mask hides filled in; a filled pixel is opaque.
     *
     * @throws BadInputException if the mask has another size, hides nothing or everything; if the picture has more than 8 bits
     *     a channel, other colours than gray and RGB, or more than 100 megapixels
     */
    public BufferedImage fill(BufferedImage picture, Mask mask) {
        mask.requireSize(picture.getWidth(), picture.getHeight());
        int count = mask.count();
        if (count == 0 || count == mask.width() * mask.height()) {
            throw new BadInputException(
                    count == 0
                            ? "the mask hides no pixel: what is white in it is repaired"
                            : "the mask hides every pixel: what is black in it is kept, and there is none");
        }
        Networks.require(network.get(), COLOURS, UnetConfig.MapKind.KNOWN);
        ImageSamples in = Pictures.samples(picture);
        byte[] planes = Arrays.copyOf(in.colours(), Pictures.planesFor(in).length);
        int width = in.width();
        Samples known = Pictures.of(in);
        Samples input =
                (c, y, x) -> c == COLOURS ? (mask.hides(y, x) ? 0 : 1) : mask.hides(y, x) ? HIDDEN : known.at(c, y, x);
        new UnetPass(network.get(), options).run(in.height(), width, input, results(in, mask, planes));
        byte[] alpha = in.alpha().clone();
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = mask.hides(i / width, i % width) ? (byte) 255 : alpha[i];
        }
        return Pictures.image(in, planes, isOpaque(alpha) ? new byte[0] : alpha);
    }

    private static Results results(ImageSamples in, Mask mask, byte[] planes) {
        int width = in.width();
        int plane = width * in.height();
        if (!in.gray()) {
            return (c, y, x, value) -> {
                if (mask.hides(y, x)) {
                    planes[c * plane + y * width + x] = Pictures.rounded(255 * value);
                }
            };
        }
        // The three channels of a pixel come one after the other, on one thread.
        float[] sums = new float[plane];
        return (c, y, x, value) -> {
            if (mask.hides(y, x)) {
                sums[y * width + x] += value;
                if (c == COLOURS - 1) {
                    planes[y * width + x] = Pictures.rounded(255 * sums[y * width + x] / COLOURS);
                }
            }
        };
    }

    private static boolean isOpaque(byte[] alpha) {
        for (byte value : alpha) {
            if (value != (byte) 255) {
                return false;
            }
        }
        return true;
    }
}
