package io.diabolo.codec.network;

import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A codec's weights, ready to turn tiles of a picture into symbols and back.
 *
 * <p>Symbols and pixels have the same bits on every JVM, with every kernel and number of threads. Writing at several levels
 * needs one {@link #analyse}. Immutable, and open to any number of threads.
 *
 * <p>A tile is 1 to {@value #MAX_SIDE} pixels wide and high, bytes R, G, B, row after row; its latent grid is
 * [ceil(height / 16), ceil(width / 16)].
 */
public final class CodecNetwork {

    /** The longest side of a tile, in pixels. */
    public static final int MAX_SIDE = 4096;

    /** A codec as it is shipped stays under 10 MB; half-size floats of the largest sizes allowed come near this. */
    private static final Safetensors.Limits LIMITS = new Safetensors.Limits(256L << 20, 1024);

    private static final int ID_DIGITS = 16;

    private final String sha256;
    private final CodecSizes sizes;
    private final Analysis analysis;
    private final Synthesis synthesis;
    private final LatentCoder latentCoder;
    private final List<float[]> gain;
    private final List<float[]> inverseGain;

    private CodecNetwork(String sha256, CodecSizes sizes, Weights weights) {
        this.sha256 = sha256;
        this.sizes = sizes;
        analysis = Analysis.load(weights, sizes);
        synthesis = Synthesis.load(weights, sizes);
        latentCoder = new LatentCoder(
                sizes,
                HyperNetworks.load(weights, sizes),
                IntStream.range(0, sizes.slices().size())
                        .mapToObj(slice -> ContextSlice.load(weights, sizes, slice))
                        .toList(),
                weights.tables("tables.hyper", sizes.hyper()),
                weights.tables("tables.residual", LatentCoder.SCALES));
        gain = weights.rows("gain", sizes.levels(), sizes.latent());
        inverseGain = weights.rows("inverse_gain", sizes.levels(), sizes.latent());
    }

    /**
     * Loads a weights file.
     *
     * @param source what messages call it: its path, or the name of a class-path resource
     * @param content the whole file
     * @throws CorruptFileException for a damaged file, or one that is no codec; all tensors that do not fit are named
     * @throws io.diabolo.error.UnsupportedFormatException for a newer format
     */
    public static CodecNetwork load(String source, byte[] content, Kernel kernel) {
        SafetensorsFile file = Safetensors.read(source, content, LIMITS);
        String metadata = file.metadata().get("codec");
        if (metadata == null) {
            throw new CorruptFileException(
                    "%s: has no metadata 'codec', so it is no codec; take another file".formatted(source));
        }
        Weights weights = new Weights(source, file, kernel);
        CodecNetwork network = new CodecNetwork(sha256(content), CodecSizes.parse(source, metadata), weights);
        weights.requireComplete();
        return network;
    }

    /** The first 8 bytes of the weights file's SHA-256, as 16 lower-case hexadecimal digits. */
    public String id() {
        return sha256.substring(0, ID_DIGITS);
    }

    /** The weights file's SHA-256, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    public CodecSizes sizes() {
        return sizes;
    }

    /**
     * The latent of a tile, y [h, w, latent], the same for all levels.
     *
     * @param rgb width * height * 3 bytes
     * @throws BadInputException for a tile of another size
     */
    public FeatureMap analyse(byte[] rgb, int width, int height, Workers workers) {
        requireTile(width, height);
        if (rgb.length != width * height * 3) {
            throw new BadInputException("a tile of %d x %d pixels must have %d bytes, has %d; correct its size"
                    .formatted(width, height, width * height * 3, rgb.length));
        }
        return analysis.apply(rgb, width, height, workers);
    }

    /**
     * Writes a latent at a level.
     *
     * @param y of {@link #analyse}, left as it is
     * @param level 0 (fewest bits) to levels - 1
     * @return yHat [h, w, latent], the same that {@link #readLatent} gives, ready for {@link #synthesise}
     */
    public FeatureMap writeLatent(FeatureMap y, int level, SymbolWriter out, Workers workers) {
        requireLevel(level);
        requireLatent(y);
        FeatureMap scaled = Channels.scale(y, gain.get(level));
        return latentCoder.write(scaled, scaled, out, workers);
    }

    /**
     * Writes a latent with the side information of another, which it was made from.
     *
     * @param described of {@link #analyse}, left as it is
     * @param y near it, left as it is
     */
    public FeatureMap writeLatent(FeatureMap described, FeatureMap y, int level, SymbolWriter out, Workers workers) {
        requireLevel(level);
        requireLatent(described);
        requireLatent(y);
        if (y.height() != described.height() || y.width() != described.width()) {
            throw new BadInputException("a latent of %d x %d positions has no side information of %d x %d"
                    .formatted(y.width(), y.height(), described.width(), described.height()));
        }
        float[] factors = gain.get(level);
        return latentCoder.write(Channels.scale(described, factors), Channels.scale(y, factors), out, workers);
    }

    /**
     * Reads the latent of a tile of {@code width} x {@code height} pixels.
     *
     * @return yHat [h, w, latent]
     * @throws CorruptFileException if the symbols cannot be those of a tile, and whatever {@code in} throws
     */
    public FeatureMap readLatent(int width, int height, SymbolReader in, Workers workers) {
        requireTile(width, height);
        return latentCoder.read(grid(height), grid(width), in, workers);
    }

    /**
     * The pixels of a tile.
     *
     * @param yHat of {@link #readLatent} or {@link #writeLatent}
     * @param level the one it was written at
     * @return width * height * 3 bytes
     */
    public byte[] synthesise(FeatureMap yHat, int level, int width, int height, Workers workers) {
        requireLevel(level);
        requireTile(width, height);
        requireLatent(yHat);
        if (yHat.height() != grid(height) || yHat.width() != grid(width)) {
            throw new BadInputException("a latent of %d x %d positions is none of %d x %d pixels; correct the size"
                    .formatted(yHat.width(), yHat.height(), width, height));
        }
        return synthesis.apply(Channels.scale(yHat, inverseGain.get(level)), level, width, height, workers);
    }

    private static int grid(int pixels) {
        return PixelBlocks.padded(pixels) / CodecSizes.BLOCK;
    }

    private void requireLevel(int level) {
        if (level < 0 || level >= sizes.levels()) {
            throw new BadInputException(
                    "level must be 0 to %d, was %d; correct it".formatted(sizes.levels() - 1, level));
        }
    }

    private void requireLatent(FeatureMap y) {
        if (y.channels() != sizes.latent()) {
            throw new BadInputException("a latent must have %d channels, has %d; take one of this codec"
                    .formatted(sizes.latent(), y.channels()));
        }
    }

    private static void requireTile(int width, int height) {
        if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
            throw new BadInputException("a tile must have sides of 1 to %d pixels, has %d x %d; split the picture"
                    .formatted(MAX_SIDE, width, height));
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
