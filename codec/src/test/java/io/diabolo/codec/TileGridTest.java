package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TileGridTest {

    @Property(tries = 2000)
    void tiles_anyWidth_coverItAndShare32Columns(@ForAll @IntRange(min = 1, max = 65535) int width) {
        assertCovered(width);
    }

    @Test
    void tiles_widthsNearTheLimits_coverThem() {
        IntStream.range(1, 5000).forEach(TileGridTest::assertCovered);
    }

    @Test
    void tiles_ofPictures_areTheseRectangles() {
        assertThat(new TileGrid(1024, 1024).count()).isEqualTo(1);
        assertThat(new TileGrid(1024, 1).tile(0)).isEqualTo(new TileGrid.Tile(0, 0, 0, 0, 1024, 1));
        TileGrid grid = new TileGrid(2100, 1025);
        assertThat(grid.across()).isEqualTo(3);
        assertThat(grid.count()).isEqualTo(6);
        assertThat(grid.tile(0)).isEqualTo(new TileGrid.Tile(0, 0, 0, 0, 736, 544));
        assertThat(grid.tile(5)).isEqualTo(new TileGrid.Tile(2, 1, 1408, 512, 692, 513));
    }

    @Test
    void mosaic_blackBesideWhite_fadesInEqualSteps() {
        TileGrid grid = new TileGrid(1100, 2);
        byte[] rgb = Mosaic.of(grid, new TileThreads(1), tile -> {
            byte[] pixels = new byte[grid.tile(tile).width() * 2 * 3];
            Arrays.fill(pixels, (byte) (tile == 0 ? 0 : 255));
            return pixels;
        });
        int start = grid.tile(1).x();
        assertThat(rgb[(start - 1) * 3]).isZero();
        for (int j = 0; j < 32; j++) {
            assertThat(rgb[(1100 + start + j) * 3 + 1] & 0xff).isEqualTo((255 * (2 * j + 1) + 32) / 64);
        }
        assertThat(rgb[(start + 32) * 3] & 0xff).isEqualTo(255);
    }

    private static void assertCovered(int width) {
        TileGrid grid = new TileGrid(width, 1);
        int end = 0;
        for (int i = 0; i < grid.count(); i++) {
            TileGrid.Tile tile = grid.tile(i);
            assertThat(tile.width()).isBetween(grid.count() == 1 ? 1 : 33, 1024);
            assertThat(tile.x()).isEqualTo(i == 0 ? 0 : end - 32);
            end = tile.x() + tile.width();
        }
        assertThat(end).isEqualTo(width);
    }
}
