package io.diabolo.codec;

import io.diabolo.codec.Decoded.DamagedTile;
import io.diabolo.codec.network.CodecNetwork;
import io.diabolo.entropy.RansDecoder;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes small files of pictures, and pictures of these files. A file decodes to the same pixels on every machine and with
 * every number of threads. Immutable and safe for several threads.
 *
 * <p>picture &rarr; tiles of 1024 x 1024 &rarr; {@link TileCoder} &rarr; symbols &rarr; entropy coder &rarr; file, and back.
 */
public final class Codec {

    /** The name of a codec's weights in its folder. */
    public static final String WEIGHTS = "codec.safetensors";

    /** The id of {@link #photo()}. */
    public static final String PHOTO_ID = "6f1eab17a73530e5";

    private static final int MAX_WEIGHTS = 256 << 20;

    /** Heap that a decoded picture takes: its samples, and the image of them. */
    private static final int BYTES_A_PIXEL = 6;

    private static final int BYTES_A_PIXEL_WITH_ALPHA = 8;

    /** What a lost tile looks like. */
    private static final byte NEUTRAL_GRAY = (byte) 128;

    private final TileCoder coder;
    private final String origin;
    private final TileThreads threads;

    private Codec(TileCoder coder, String origin, TileThreads threads) {
        this.coder = coder;
        this.origin = origin;
        this.threads = threads;
    }

    /**
     * A codec that codes tiles in this way, one at a time.
     *
     * @param origin where the coder comes from, for messages
     */
    public static Codec of(TileCoder coder, String origin) {
        if (!coder.id().matches("[0-9a-f]{16}")) {
            throw new BadInputException(
                    "A codec's id has 16 hexadecimal digits in lower case, not " + coder.id() + ".");
        }
        if (coder.levels() < 2 || coder.levels() > PictureHeader.MAX_LEVELS) {
            throw new BadInputException("A codec has 2 to 127 levels, not " + coder.levels() + ".");
        }
        return new Codec(coder, origin, new TileThreads(1));
    }

    /** The released codec for photographs, on all processors: what {@code ./diabolo compress} uses. */
    public static Codec photo() {
        return released(PHOTO_ID)
                .orElseThrow(
                        () -> new UnsupportedFormatException(
                                "The codec for photographs is not on the class path: add the artefact io.diabolo:diabolo-models."));
    }

    /**
     * A codec that was released with this version or an earlier one, on all processors: what a file needs that names it.
     *
     * @param id 16 hexadecimal digits, see {@link PictureHeader#codecId()}
     */
    public static Optional<Codec> released(String id) {
        try (InputStream in = Codec.class.getResourceAsStream("/io/diabolo/models/%s.safetensors".formatted(id))) {
            return in == null ? Optional.empty() : Optional.of(of("codec " + id, in.readNBytes(MAX_WEIGHTS + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A codec of {@code codec train}, on all processors.
     *
     * @param weights the file {@value #WEIGHTS}, or the folder that holds it
     * @throws BadInputException if there is none
     * @throws CorruptFileException if it is damaged
     */
    public static Codec load(Path weights) {
        Path file = Files.isDirectory(weights) ? weights.resolve(WEIGHTS) : weights;
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(MAX_WEIGHTS + 1));
        } catch (NoSuchFileException e) {
            throw new BadInputException("%s holds no codec: there is no %s.".formatted(weights, file), e);
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Codec of(String source, byte[] weights) {
        if (weights.length > MAX_WEIGHTS) {
            throw new BadInputException(
                    "%s is larger than %d MiB, the limit of a codec's weights.".formatted(source, MAX_WEIGHTS >> 20));
        }
        CodecNetwork network = CodecNetwork.load(source, weights, Kernel.fastest());
        return of(new NetworkTileCoder(network, Workers.ofProcessors()), source);
    }

    /** The same codec, sharing the work of a tile between so many threads; the result has the same bits. */
    public Codec withThreads(int count) {
        return new Codec(coder.withThreads(count), origin, threads);
    }

    /** The same codec, coding so many tiles at once; each needs memory of its own. */
    public Codec withTilesAtOnce(int tiles) {
        if (tiles < 1) {
            throw new BadInputException("At least 1 tile must be coded at once, not " + tiles + ".");
        }
        return new Codec(coder, origin, new TileThreads(tiles));
    }

    /** The id that this codec writes into its files: 16 hexadecimal digits. */
    public String id() {
        return coder.id();
    }

    /**
     * Codes a picture: gray or RGB with 8 bits a channel or less, with or without alpha, which is kept without loss. RGB
     * with a colour profile becomes sRGB.
     *
     * @return the whole file
     * @throws BadInputException if the picture has a side of more than 65535 or more than 134,217,728 pixels, more than
     *     8 bits a channel or other colours; or if no file of this picture meets the target, and then it names the nearest
     */
    public byte[] compress(BufferedImage picture, Quality quality) {
        Objects.requireNonNull(quality, "quality");
        Pixels pixels = AwtImages.toPixels(Objects.requireNonNull(picture, "picture"));
        boolean search = !(quality instanceof Quality.Scale);
        PictureEncoder encoder = new PictureEncoder(coder, threads, pixels, search);
        if (quality instanceof Quality.BitsPerPixel target) {
            return new LevelSearch(encoder).nearest(target);
        }
        if (quality instanceof Quality.MaxBytes target) {
            return new LevelSearch(encoder).largest(target);
        }
        if (quality instanceof Quality.PsnrDb target) {
            return new LevelSearch(encoder).smallest(target);
        }
        return encoder.file(((Quality.Scale) quality).level(coder.levels()));
    }

    /**
     * Decodes a file. What is intact in a damaged file is decoded, and the result says what is missing.
     *
     * @throws UnsupportedFormatException if the file is of another kind, a newer version, or another codec's
     * @throws CorruptFileException if its header is damaged, or no tile could be decoded
     * @throws BadInputException if the picture takes more memory than this Java may use; nothing is decoded then
     */
    public Decoded decompress(byte[] file) {
        PictureFile parts = PictureFile.read(Objects.requireNonNull(file, "file"));
        PictureHeader header = parts.header();
        requireOwn(header);
        requireMemory(header, Runtime.getRuntime().maxMemory());
        TileGrid grid = new TileGrid(header.width(), header.height());
        boolean[] lost = new boolean[grid.count()];
        byte[] rgb = Mosaic.of(grid, threads, tile -> {
            Optional<byte[]> pixels = tile(parts, grid, tile);
            lost[tile] = pixels.isEmpty();
            return pixels.orElseGet(() -> neutralTile(grid.tile(tile)));
        });
        List<DamagedTile> damaged = new ArrayList<>();
        for (int i = 0; i < lost.length; i++) {
            if (lost[i]) {
                TileGrid.Tile tile = grid.tile(i);
                damaged.add(new DamagedTile(i, tile.x(), tile.y(), tile.width(), tile.height()));
            }
        }
        if (damaged.size() == lost.length) {
            throw new CorruptFileException("The file is damaged: not one tile could be decoded.");
        }
        Optional<byte[]> alpha = header.alpha() ? alpha(parts) : Optional.empty();
        Pixels pixels = Pixels.decoded(grid, header.gray(), rgb, alpha.orElseGet(() -> new byte[0]));
        return new Decoded(AwtImages.toImage(pixels), damaged, header.alpha() && alpha.isEmpty());
    }

    /**
     * What a file says about itself; no codec is needed.
     *
     * @throws UnsupportedFormatException if the file is of another kind or a newer version
     * @throws CorruptFileException if its header is damaged or no tile is intact
     */
    public static PictureHeader describe(byte[] file) {
        return PictureFile.read(file).header();
    }

    private void requireOwn(PictureHeader header) {
        if (!header.codecId().equals(coder.id())) {
            throw new UnsupportedFormatException(
                    "The file needs the codec %s, which was not found: looked in %s, which is %s."
                            .formatted(header.codecId(), origin, coder.id()));
        }
        if (header.level() >= coder.levels()) {
            throw new CorruptFileException("The file has level %d, and codec %s has %d: it is damaged."
                    .formatted(header.level(), coder.id(), coder.levels()));
        }
    }

    /** A few bytes of file may say a large picture; samples and image are in memory at once. */
    static void requireMemory(PictureHeader header, long heap) {
        long pixels = (long) header.width() * header.height();
        long bytes = pixels * (header.alpha() ? BYTES_A_PIXEL_WITH_ALPHA : BYTES_A_PIXEL);
        if (bytes > heap) {
            throw new BadInputException(
                    "The picture of %d x %d pixels takes about %,d MB of memory, and Java may use %,d MB here; give it more with -Xmx."
                            .formatted(header.width(), header.height(), bytes >> 20, heap >> 20));
        }
    }

    private Optional<byte[]> tile(PictureFile parts, TileGrid grid, int index) {
        if (!parts.intact(index)) {
            return Optional.empty();
        }
        TileGrid.Tile tile = grid.tile(index);
        try {
            RansDecoder in = new RansDecoder(parts.bytes(), parts.chunkStart(index), parts.chunkBytes(index));
            byte[] pixels =
                    coder.read(tile.width(), tile.height(), parts.header().level(), in);
            in.finish();
            return Optional.of(pixels);
        } catch (CorruptFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> alpha(PictureFile parts) {
        PictureHeader header = parts.header();
        int chunk = header.tileBytes().size();
        if (!parts.intact(chunk)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AlphaPlane.decompress(
                    parts.bytes(), parts.chunkStart(chunk), parts.chunkBytes(chunk), header.width(), header.height()));
        } catch (CorruptFileException e) {
            return Optional.empty();
        }
    }

    private static byte[] neutralTile(TileGrid.Tile tile) {
        byte[] pixels = new byte[tile.width() * tile.height() * 3];
        Arrays.fill(pixels, NEUTRAL_GRAY);
        return pixels;
    }
}
