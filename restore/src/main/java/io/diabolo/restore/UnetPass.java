package io.diabolo.restore;

import io.diabolo.restore.Tiling.Tile;
import io.diabolo.restore.network.Halo;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.restore.network.UnetConfig;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * A picture through a network that keeps its size. Sides that are no multiples of {@value UnetConfig#MULTIPLE} are continued to
 * the right and below as in a mirror, as far as there is a picture to be mirrored.
 */
final class UnetPass {

    private final RestorationNetwork network;
    private final UnetConfig config;
    private final RestoreOptions options;

    /** @param network of a {@link UnetConfig} */
    UnetPass(RestorationNetwork network, RestoreOptions options) {
        this.network = network;
        this.config = (UnetConfig) network.config();
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @param input the picture's channels and, behind them, the map
     * @param results takes the restored picture
     */
    void run(int height, int width, Samples input, Results results) {
        int multiple = UnetConfig.MULTIPLE;
        Tiling tiling = new Tiling(up(height, multiple), up(width, multiple), multiple, config.field());
        List<Tile> tiles = tiling.tiles(options.tileSide());
        try (Workers workers = options.workers()) {
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                FeatureMap residual =
                        network.apply(inDepth(tile, height, width, input, workers), halved(tile.halo()), workers);
                add(tile, height, width, input, residual, results, workers);
                options.progress().accept((i + 1.0) / tiles.size());
            }
        }
    }

    private FeatureMap inDepth(Tile tile, int height, int width, Samples input, Workers workers) {
        int top = tile.rows().outerFrom();
        int left = tile.columns().outerFrom();
        FeatureMap x = FeatureMap.zeros(tile.rows().outer() / 2, tile.columns().outer() / 2, 4 * config.inputs());
        workers.run(x.height(), (from, to) -> {
            for (int row = from; row < to; row++) {
                int at = x.at(row, 0);
                for (int column = 0; column < x.width(); column++) {
                    for (int i = 0; i < x.channels(); i++) {
                        int py = mirrored(top + 2 * row + i / 2 % 2, height);
                        int px = mirrored(left + 2 * column + i % 2, width);
                        x.values()[at++] = input.at(i / 4, py, px);
                    }
                }
            }
        });
        return x;
    }

    private void add(
            Tile tile, int height, int width, Samples input, FeatureMap residual, Results results, Workers workers) {
        int top = tile.rows().from();
        int left = tile.columns().from();
        int bottom = Math.min(height, tile.rows().to());
        int right = Math.min(width, tile.columns().to());
        workers.run(bottom - top, (from, to) -> {
            for (int y = top + from; y < top + to; y++) {
                for (int x = left; x < right; x++) {
                    int dy = y - top;
                    int dx = x - left;
                    int at = residual.at(dy / 2, dx / 2) + dy % 2 * 2 + dx % 2;
                    for (int c = 0; c < config.pictureChannels(); c++) {
                        results.set(c, y, x, input.at(c, y, x) + residual.values()[at + 4 * c]);
                    }
                }
            }
        });
    }

    /** In positions of maps in depth. */
    private static Halo halved(Halo pixels) {
        return new Halo(pixels.top() / 2, pixels.left() / 2, pixels.bottom() / 2, pixels.right() / 2);
    }

    private static int up(int length, int multiple) {
        return (length + multiple - 1) / multiple * multiple;
    }

    private static int mirrored(int at, int length) {
        return at < length ? at : Math.max(0, 2 * (length - 1) - at);
    }
}
