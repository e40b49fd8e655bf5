package io.diabolo.codec;

import io.diabolo.codec.TileCoder.Latent;
import io.diabolo.entropy.RansEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Codes one picture, at one level or at several. */
final class PictureEncoder {

    private final TileCoder coder;
    private final TileThreads threads;
    private final Pixels pixels;
    private final TileGrid grid;
    private final IntFunction<Latent> latents;
    private final byte[] alpha;
    private final Map<Integer, byte[]> files = new TreeMap<>();

    /**
     * Prepares a picture.
     *
     * @param severalLevels whether to analyse all tiles once and to keep that, rather than one tile at a time
     */
    PictureEncoder(TileCoder coder, TileThreads threads, Pixels pixels, boolean severalLevels) {
        this.coder = coder;
        this.threads = threads;
        this.pixels = pixels;
        grid = new TileGrid(pixels.width, pixels.height);
        alpha = pixels.alpha.length > 0 ? AlphaPlane.compress(pixels.alpha, pixels.width, pixels.height) : new byte[0];
        if (severalLevels) {
            List<Latent> kept = threads.each(0, grid.count(), this::analyse);
            latents = kept::get;
        } else {
            latents = this::analyse;
        }
    }

    int levels() {
        return coder.levels();
    }

    long pixelCount() {
        return (long) pixels.width * pixels.height;
    }

    /** The whole file at a level. */
    byte[] file(int level) {
        return files.computeIfAbsent(level, this::encode);
    }

    /** How near the decoded picture will be, dB. */
    double psnrDb(int level) {
        byte[] rgb = Mosaic.of(grid, threads, tile -> latents.apply(tile).reconstruct(level));
        return pixels.psnrDb(Pixels.decoded(pixels.width, pixels.height, pixels.gray, rgb, new byte[0]));
    }

    private Latent analyse(int index) {
        TileGrid.Tile tile = grid.tile(index);
        return coder.analyse(pixels.crop(tile), tile.width(), tile.height());
    }

    private byte[] encode(int level) {
        List<byte[]> tiles = threads.each(0, grid.count(), tile -> {
            RansEncoder out = new RansEncoder();
            latents.apply(tile).write(level, out);
            return out.finish();
        });
        PictureHeader header = new PictureHeader(
                HeaderBytes.FORMAT_VERSION,
                coder.id(),
                pixels.width,
                pixels.height,
                pixels.gray,
                pixels.alpha.length > 0,
                level,
                grid.across(),
                tiles.stream().map(tile -> tile.length).toList(),
                alpha.length);
        return PictureFile.write(header, tiles, alpha);
    }
}
