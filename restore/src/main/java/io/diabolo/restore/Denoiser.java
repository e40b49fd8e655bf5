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
 * Takes noise out of pictures. Without a sigma the network finds by itself how noisy each place is. Immutable and safe for
 * several threads.
 *
 * @source K. Zhang et al., "FFDNet: toward a fast and flexible solution for CNN based image denoising", 2018
 */
public final class Denoiser {

    /** The largest sigma. */
    public static final double MAX_SIGMA = 255;

    /** Up to here the shipped networks were trained; they take more, and leave some of it. */
    public static final double TRAINED_SIGMA = 55;

    private static final int COLOURS = 3;

    private final Supplier<RestorationNetwork> gray;
    private final Supplier<RestorationNetwork> colour;
    private final float sigma;
    private final boolean blind;
    private final CoarseChroma chroma;
    private final RestoreOptions options;

    private Denoiser(
            Supplier<RestorationNetwork> gray,
            Supplier<RestorationNetwork> colour,
            float sigma,
            boolean blind,
            CoarseChroma chroma,
            RestoreOptions options) {
        this.gray = gray;
        this.colour = colour;
        this.sigma = sigma;
        this.blind = blind;
        this.chroma = chroma;
        this.options = options;
    }

    /** The shipped denoiser for photographs: blind, gray and colour. */
    public static Denoiser photo() {
        return new Denoiser(
                () -> ShippedNetworks.of("denoise-gray"),
                () -> ShippedNetworks.of("denoise-colour"),
                0,
                true,
                CoarseChroma.NONE,
                RestoreOptions.defaults());
    }

    /**
     * A denoiser that somebody trained. One for gray pictures cleans each channel of a colour picture by itself; one for
     * colour sees a gray picture as one whose channels are equal.
     *
     * @param path of its folder or its file
     * @throws BadInputException if there is none, or it is for another task
     */
    public static Denoiser load(Path path) {
        RestorationNetwork network = Networks.load(path, NetworkConfig.Task.DENOISE);
        return of(network, network, RestoreOptions.defaults());
    }

    /** Of networks with a noise map, one for 1 channel and one for 3. */
    static Denoiser of(RestorationNetwork gray, RestorationNetwork colour, RestoreOptions options) {
        return new Denoiser(() -> gray, () -> colour, 0, true, CoarseChroma.NONE, options);
    }

    /**
     * The same denoiser for noise of a known standard deviation.
     *
     * @param newSigma 0 to 255, in units of 8 bits; 0 leaves pictures as they are
     * @throws BadInputException for another one
     */
    public Denoiser withSigma(double newSigma) {
        if (!(newSigma >= 0 && newSigma <= MAX_SIGMA)) {
            throw new BadInputException(
                    "sigma must be 0 to 255, was %s; leave it out where it is not known".formatted(newSigma));
        }
        return new Denoiser(gray, colour, (float) newSigma, false, chroma, options);
    }

    public Denoiser with(RestoreOptions newOptions) {
        return new Denoiser(gray, colour, sigma, blind, chroma, newOptions);
    }

    /**
     * The same denoiser for colour pictures out of a file that keeps the chroma more coarsely than the luma, as JPEG mostly does: the
     * network for gray cleans luma and chroma apart. It is the one to take where the network for colour has not learned such noise,
     * which is nearly the same in R, G and B; the shipped one has not.
     *
     * @param across how many pixels share a value of each chroma from left to right, 1 to 4; 1 x 1 for all
     * @param down the same from top to bottom
     * @param x the first column at which whole groups begin, less than {@code across}
     * @param y the first row at which they begin, less than {@code down}
     * @param smooth whether whatever decoded it goes from one value to the next gradually, as libjpeg does; else a group is of one
     *     value
     */
    public Denoiser withChroma(int across, int down, int x, int y, boolean smooth) {
        if (across < 1 || down < 1 || Math.max(across, down) > 4 || x < 0 || y < 0 || x >= across || y >= down) {
            throw new BadInputException(
                    "1 to 4 pixels must share a chroma value, and their groups begin at less, were %d x %d at %d, %d"
                            .formatted(across, down, x, y));
        }
        return new Denoiser(gray, colour, sigma, blind, new CoarseChroma(across, down, x, y, smooth), options);
    }

    /**
     * The picture without its noise, of the same size and kind.
     *
     * @throws BadInputException if the picture has more than 8 bits a channel, other colours than gray and RGB, or more than
     *     100 megapixels
     */
    public BufferedImage clean(BufferedImage picture) {
        ImageSamples in = Pictures.samples(picture);
        byte[] planes = Pictures.planesFor(in);
        int width = in.width();
        int plane = width * in.height();
        run(
                in.gray(),
                in.height(),
                width,
                Pictures.of(in),
                (c, y, x, value) -> planes[c * plane + y * width + x] = Pictures.rounded(255 * value));
        return Pictures.image(in, planes, in.alpha());
    }

    /** As {@link #clean(BufferedImage)}; what comes out is neither limited nor rounded. */
    public FloatPicture clean(FloatPicture picture) {
        FloatPicture cleaned = FloatPicture.zeros(picture.channels(), picture.height(), picture.width());
        run(
                picture.channels() == 1,
                picture.height(),
                picture.width(),
                picture.samples(),
                (c, y, x, value) -> cleaned.values()[cleaned.at(c, y, x)] = 255 * value);
        return cleaned;
    }

    private void run(boolean isGray, int height, int width, Samples picture, Results results) {
        int channels = isGray ? 1 : 3;
        if (!blind && sigma == 0) {
            copy(channels, height, width, picture, results);
            return;
        }
        if (!isGray && !chroma.isNone()) {
            chroma.clean(height, width, picture, this::cleanPart, results);
            return;
        }
        RestorationNetwork network = (isGray ? gray : colour).get();
        int own = Networks.requireMap(network, UnetConfig.MapKind.SIGMA);
        float map = sigma / 255;
        if (own == channels) {
            new UnetPass(network, options)
                    .run(height, width, (c, y, x) -> c < channels ? picture.at(c, y, x) : map, results);
        } else if (own == 1) {
            channelByChannel(network, height, width, picture, results);
        } else {
            asColour(network, height, width, picture, results);
        }
    }

    /** Of the chroma nobody knows a sigma: it was averaged. */
    private void cleanPart(int part, int height, int width, Samples plane, Results results) {
        RestoreOptions shown = options.withProgress(share -> options.progress().accept((part + share) / COLOURS));
        new Denoiser(gray, gray, part == 0 ? sigma : 0, part > 0 || blind, CoarseChroma.NONE, shown)
                .run(true, height, width, plane, results);
    }

    private void channelByChannel(RestorationNetwork network, int height, int width, Samples picture, Results results) {
        float map = sigma / 255;
        for (int c = 0; c < COLOURS; c++) {
            int channel = c;
            RestoreOptions part =
                    options.withProgress(share -> options.progress().accept((channel + share) / COLOURS));
            new UnetPass(network, part)
                    .run(
                            height,
                            width,
                            (i, y, x) -> i == 0 ? picture.at(channel, y, x) : map,
                            (i, y, x, value) -> results.set(channel, y, x, value));
        }
    }

    /** A gray picture; the result is the mean of the three. */
    private void asColour(RestorationNetwork network, int height, int width, Samples picture, Results results) {
        float map = sigma / 255;
        // The three channels of a pixel come one after the other, on one thread.
        float[] sums = new float[height * width];
        new UnetPass(network, options)
                .run(height, width, (c, y, x) -> c < COLOURS ? picture.at(0, y, x) : map, (c, y, x, value) -> {
                    sums[y * width + x] += value;
                    if (c == COLOURS - 1) {
                        results.set(0, y, x, sums[y * width + x] / COLOURS);
                    }
                });
    }

    private static void copy(int channels, int height, int width, Samples picture, Results results) {
        for (int i = 0; i < channels * height * width; i++) {
            int c = i / (height * width);
            int y = i / width % height;
            results.set(c, y, i % width, picture.at(c, y, i % width));
        }
    }
}
