package io.diabolo.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.RandomRestorer;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TilingTest {

    private static final RestoreOptions ONE_TILE =
            RestoreOptions.defaults().withThreads(2).withTileSide(1 << 16);

    @Property(tries = 200)
    void tiles_anySize_coverThePictureOnceWithTheFieldAround(
            @ForAll @IntRange(min = 1, max = 90) int blocks, @ForAll @IntRange(min = 64, max = 300) int side) {
        int length = 8 * blocks;
        List<Tiling.Tile> tiles = new Tiling(length, 8, 8, 72).tiles(side);
        int next = 0;
        for (Tiling.Tile tile : tiles) {
            Tiling.Span rows = tile.rows();
            assertThat(rows.from()).isEqualTo(next);
            assertThat(rows.to() - rows.from()).isBetween(8, side);
            assertThat(rows.outerFrom())
                    .isEqualTo(Math.max(0, rows.from() - 72))
                    .isEqualTo(rows.outerFrom() / 8 * 8);
            assertThat(rows.outerTo()).isEqualTo(Math.min(length, rows.to() + 72));
            next = rows.to();
        }
        assertThat(next).isEqualTo(length);
    }

    @Test
    void clean_inTiles_hasTheBitsOfThePictureInOnePiece() {
        // Deep enough that the field counts: 4 blocks at an eighth.
        RestorationNetwork network = RandomRestorer.unet(
                        "denoise", 1, "sigma", new int[] {16, 16, 16}, new int[] {1, 1, 2, 1, 2})
                .load(Kernel.fastest());
        FloatPicture picture = random(1, 203, 330);
        float[] whole = Denoiser.of(network, network, ONE_TILE).clean(picture).values();
        float[] tiled = Denoiser.of(network, network, ONE_TILE.withTileSide(64).withThreads(1))
                .clean(picture)
                .values();
        assertThat(bits(tiled)).isEqualTo(bits(whole));
    }

    @Test
    void enlarge_inTiles_hasTheBitsOfThePictureInOnePiece() {
        RestorationNetwork network = RandomRestorer.chain(3, 16, 3).load(Kernel.fastest());
        FloatPicture picture = random(1, 75, 110);
        float[] whole = Upscaler.of(network, 3, ONE_TILE).enlarge(picture).values();
        float[] tiled = Upscaler.of(network, 3, ONE_TILE.withTileSide(64))
                .enlarge(picture)
                .values();
        assertThat(bits(tiled)).isEqualTo(bits(whole));
    }

    @Test
    void progress_ofManyTiles_growsToOne() {
        RestorationNetwork network = RandomRestorer.unet("deblock", 1, "none").load(Kernel.fastest());
        List<Double> shares = new ArrayList<>();
        Deblocker.of(network, ONE_TILE.withTileSide(64).withProgress(shares::add))
                .deblock(random(1, 130, 70));
        assertThat(shares).hasSize(6).isSorted().endsWith(1.0);
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> ONE_TILE.withThreads(0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> ONE_TILE.withTileSide(63)).isInstanceOf(BadInputException.class);
    }

    static FloatPicture random(int channels, int height, int width) {
        Random random = new Random(9);
        FloatPicture picture = FloatPicture.zeros(channels, height, width);
        for (int i = 0; i < picture.values().length; i++) {
            picture.values()[i] = 255 * random.nextFloat();
        }
        return picture;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
