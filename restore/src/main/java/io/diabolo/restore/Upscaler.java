package io.diabolo.restore;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.Workers;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Enlarges pictures by 2, 3 or 4. The luma comes from a network, chroma and alpha are enlarged bicubically. Immutable and safe
 * for several threads.
 */
public final class Upscaler {

    /** The factors of {@link #photo}. */
    public static final List<Integer> FACTORS = List.of(2, 3, 4);

    private final Supplier<RestorationNetwork> network;
    private final int factor;
    private final RestoreOptions options;

    private Upscaler(Supplier<RestorationNetwork> network, int factor, RestoreOptions options) {
        this.network = network;
        this.factor = factor;
        this.options = options;
    }

    /**
     * The shipped upscaler for photographs.
     *
     * @param factor 2, 3 or 4
     * @throws BadInputException for another one
     */
    public static Upscaler photo(int factor) {
        if (!FACTORS.contains(factor)) {
            throw new BadInputException(
                    "the factor must be 2, 3 or 4, was %d; for more enlarge twice".formatted(factor));
        }
        return new Upscaler(() -> ShippedNetworks.of("upscale-" + factor), factor, RestoreOptions.defaults());
    }

    /**
     * An upscaler that somebody trained; it has the factor that it was trained for.
     *
     * @param path of its folder or its file
     * @throws BadInputException if there is none, or it is for another task
     */
    public static Upscaler load(Path path) {
        RestorationNetwork network = Networks.load(path, NetworkConfig.Task.UPSCALE);
        return of(network, ((ChainConfig) network.config()).factor(), RestoreOptions.defaults());
    }

    /** Of a network for that factor. */
    static Upscaler of(RestorationNetwork network, int factor, RestoreOptions options) {
        return new Upscaler(() -> network, factor, options);
    }

    /** How much wider and higher pictures become. */
    public int factor() {
        return factor;
    }

    public Upscaler with(RestoreOptions newOptions) {
        return new Upscaler(network, factor, newOptions);
    }

    /**
     * The large picture, gray or colour as the small one, with its alpha.
     *
     * @throws BadInputException if the picture has more than 8 bits a channel, other colours than gray and RGB, or if the
     *     large one had more than 100 megapixels or a side of more than 65,500 pixels
     */
    public BufferedImage enlarge(BufferedImage picture) {
        requireRoom(picture.getWidth(), picture.getHeight());
        ImageSamples in = Pictures.samples(picture);
        int height = factor * in.height();
        int width = factor * in.width();
        byte[] colours = TransparentPixels.coloured(in);
        Samples values = Pictures.of(colours, in.width(), in.height());
        float[] residual = new float[height * width];
        float unit = in.gray() ? 255 : 255 * Luma.RGB_OF_STUDIO;
        run(
                in.height(),
                in.width(),
                in.gray() ? values : Luma.studio(values),
                (c, y, x, value) -> residual[y * width + x] = unit * value);
        byte[] planes = new byte[(in.gray() ? 1 : 3) * height * width];
        for (int c = 0; c < planes.length / residual.length; c++) {
            enlarge(in, colours, c, residual, planes);
        }
        byte[] alpha = new byte[in.alpha().length == 0 ? 0 : height * width];
        if (alpha.length > 0) {
            enlarge(in, in.alpha(), 0, new float[residual.length], alpha);
        }
        return new ImageSamples(width, height, in.gray(), ImageSamples.Order.PLANES, planes, alpha).toImage();
    }

    /**
     * Enlarges the luma of ITU-R BT.601 alone, 16 to 235; what comes out is neither limited nor rounded.
     *
     * @param luma 1 channel
     */
    public FloatPicture enlarge(FloatPicture luma) {
        FloatPicture large = Bicubic.resize(luma, factor * luma.height(), factor * luma.width());
        run(
                luma.height(),
                luma.width(),
                luma.samples(),
                (c, y, x, value) -> large.values()[large.at(0, y, x)] += 255 * value);
        return large;
    }

    private void requireRoom(int width, int height) {
        long wide = (long) factor * width;
        long high = (long) factor * height;
        if (Math.max(wide, high) > Pictures.LIMITS.side() || wide * high > Pictures.LIMITS.pixels()) {
            throw new BadInputException(
                    "%d x %d pixels would become %d x %d; sides may have up to %d and the picture %d pixels: take a smaller factor"
                            .formatted(width, height, wide, high, Pictures.LIMITS.side(), Pictures.LIMITS.pixels()));
        }
    }

    private void run(int height, int width, Samples luma, Results residuals) {
        Networks.requireFactor(network.get(), factor);
        new ChainPass(network.get(), options).run(height, width, luma, residuals);
    }

    /** One plane bicubically, with what is to be added. */
    private void enlarge(ImageSamples in, byte[] from, int channel, float[] residual, byte[] planes) {
        int height = factor * in.height();
        int width = factor * in.width();
        Bicubic.Taps down = Bicubic.Taps.of(in.height(), height);
        Bicubic.Taps across = Bicubic.Taps.of(in.width(), width);
        int first = channel * in.height() * in.width();
        try (Workers workers = options.workers()) {
            workers.run(height, (fromRow, toRow) -> {
                Bicubic.Row row = new Bicubic.Row(across, in.width());
                for (int y = fromRow; y < toRow; y++) {
                    row.move(down, y, (oldY, oldX) -> from[first + oldY * in.width() + oldX] & 0xff);
                    for (int x = 0; x < width; x++) {
                        planes[(channel * height + y) * width + x] =
                                Pictures.rounded(row.at(x) + residual[y * width + x]);
                    }
                }
            });
        }
    }
}
