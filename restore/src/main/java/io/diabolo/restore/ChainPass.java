package io.diabolo.restore;

import io.diabolo.restore.Tiling.Tile;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/** One channel through a network that enlarges; what it gives is to be added to the bicubic enlargement. */
final class ChainPass {

    private final RestorationNetwork network;
    private final ChainConfig config;
    private final RestoreOptions options;

    /** @param network of a {@link ChainConfig} */
    ChainPass(RestorationNetwork network, RestoreOptions options) {
        this.network = network;
        this.config = (ChainConfig) network.config();
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @param height of the small picture
     * @param width of the small picture
     * @param input channel 0
     * @param residuals takes, for each pixel of the large picture, the difference in channel 0
     */
    void run(int height, int width, Samples input, Results residuals) {
        List<Tile> tiles = new Tiling(height, width, 1, config.field()).tiles(options.tileSide() / 2);
        try (Workers workers = options.workers()) {
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                hand(tile, network.apply(cut(tile, input), tile.halo(), workers), residuals, workers);
                options.progress().accept((i + 1.0) / tiles.size());
            }
        }
    }

    private static FeatureMap cut(Tile tile, Samples input) {
        FeatureMap x = FeatureMap.zeros(tile.rows().outer(), tile.columns().outer(), 1);
        for (int row = 0; row < x.height(); row++) {
            for (int column = 0; column < x.width(); column++) {
                x.values()[x.at(row, column)] = input.at(
                        0, tile.rows().outerFrom() + row, tile.columns().outerFrom() + column);
            }
        }
        return x;
    }

    private void hand(Tile tile, FeatureMap residual, Results residuals, Workers workers) {
        int factor = config.factor();
        int top = tile.rows().from();
        int left = tile.columns().from();
        workers.run(tile.rows().to() - top, (from, to) -> {
            for (int y = top + from; y < top + to; y++) {
                for (int x = left; x < tile.columns().to(); x++) {
                    int at = residual.at(y - top, x - left);
                    for (int i = 0; i < factor * factor; i++) {
                        float value = residual.values()[at + i];
                        residuals.set(0, y * factor + i / factor, x * factor + i % factor, value);
                    }
                }
            }
        });
    }
}
