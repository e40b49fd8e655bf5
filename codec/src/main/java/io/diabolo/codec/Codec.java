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
import java.util.function.BooleanSupplier;

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
    public static final String PHOTO_ID = "fc46a05adfba83b9";

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
        return of("codec " + PHOTO_ID, photoWeights());
    }

    /**
     * The weights file of {@link #photo()}.
     *
     * @throws UnsupportedFormatException where it is not on the class path
     */
    public static byte[] photoWeights() {
        return releasedWeights(PHOTO_ID)
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
        return releasedWeights(id).map(weights -> of("codec " + id, weights));
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

    /**
     * The weights file of a released codec.
     *
     * @param id 16 hexadecimal digits
     */
    public static Optional<byte[]> releasedWeights(String id) {
        try (InputStream in = Codec.class.getResourceAsStream("/io/diabolo/models/%s.safetensors".formatted(id))) {
            return in == null ? Optional.empty() : Optional.of(in.readNBytes(MAX_WEIGHTS + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The codec of a weights file in memory, on all processors.
     *
     * @param source what messages call it
     * @param weights the content of a file {@value #WEIGHTS}
     * @throws CorruptFileException if it is damaged
     */
    public static Codec of(String source, byte[] weights) {
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

    /**
     * The same codec, for work that may be stopped.
     *
     * @param stop asked often, by whichever thread; once true, coding ends with a
     *     {@link java.util.concurrent.CancellationException}
     */
    public Codec withStop(BooleanSupplier stop) {
        return new Codec(coder.withStop(stop), origin, threads);
    }

    /** The same codec, whose files others read as before, but made with more work: that of the refiner for each tile and level. */
    public Codec withRefiner(LatentRefiner refiner) {
        return new Codec(coder.withRefiner(refiner), origin, threads);
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

    /** The SHA-256 of the weights file, 64 hexadecimal digits, of which the id is the first 16. */
    public String sha256() {
        return coder.sha256();
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
        return decompress(parts, new Region(0, 0, header.width(), header.height()));
    }

    /**
     * Decodes a rectangle of a picture, with the pixels that it has in the whole picture. Only the tiles that it touches are
     * decoded.
     *
     * @return the rectangle; damaged tiles have their place in the whole picture
     * @throws BadInputException if the region reaches out of the picture, or takes more memory than this Java may use
     * @throws UnsupportedFormatException as {@link #decompress(byte[])}
     * @throws CorruptFileException as {@link #decompress(byte[])}, if no tile of the region could be decoded
     */
    public Decoded decompress(byte[] file, Region region) {
        return decompress(PictureFile.read(Objects.requireNonNull(file, "file")), region);
    }

    private Decoded decompress(PictureFile parts, Region region) {
        PictureHeader header = parts.header();
        requireOwn(header);
        region.requireWithin(header.width(), header.height());
        TileGrid grid = new TileGrid(header.width(), header.height());
        TileGrid.Part part = grid.part(region);
        requireMemory(header, part, Runtime.getRuntime().maxMemory());
        boolean[] lost = new boolean[grid.count()];
        byte[] rgb = Mosaic.of(part, threads, tile -> {
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
        if (damaged.size() == part.columns() * (part.endRow() - part.firstRow())) {
            throw new CorruptFileException("The file is damaged: not one tile could be decoded.");
        }
        Optional<byte[]> alpha = header.alpha() ? alpha(parts) : Optional.empty();
        Pixels colours = Pixels.decoded(part.width(), part.height(), header.gray(), rgb, new byte[0]);
        Pixels pixels = withAlpha(colours, part, region, header, alpha);
        return new Decoded(AwtImages.toImage(pixels), damaged, header.alpha() && alpha.isEmpty());
    }

    private static Pixels withAlpha(
            Pixels colours, TileGrid.Part part, Region region, PictureHeader header, Optional<byte[]> alpha) {
        boolean whole = region.width() == header.width() && region.height() == header.height();
        if (whole) {
            return new Pixels(
                    header.width(), header.height(), header.gray(), colours.rgb, alpha.orElseGet(() -> new byte[0]));
        }
        Region inPart = new Region(region.x() - part.x(), region.y() - part.y(), region.width(), region.height());
        byte[] rgb = colours.crop(inPart);
        byte[] cropped = alpha.map(plane ->
                        new Pixels(header.width(), header.height(), header.gray(), new byte[0], plane).alpha(region))
                .orElseGet(() -> new byte[0]);
        return new Pixels(region.width(), region.height(), header.gray(), rgb, cropped);
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
        requireMemory(header, new TileGrid(header.width(), header.height()).whole(), heap);
    }

    private static void requireMemory(PictureHeader header, TileGrid.Part part, long heap) {
        long pixels = (long) part.width() * part.height();
        // Alpha is one stream, which is read from its start.
        long alpha = header.alpha()
                ? (long) header.width() * header.height() + pixels * (BYTES_A_PIXEL_WITH_ALPHA - BYTES_A_PIXEL - 1)
                : 0;
        long bytes = pixels * BYTES_A_PIXEL + alpha;
        if (bytes > heap) {
            throw new BadInputException(
                    "The picture of %d x %d pixels takes about %,d MB of memory, and Java may use %,d MB here; give it more with -Xmx."
                            .formatted(part.width(), part.height(), bytes >> 20, heap >> 20));
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
