package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionTest {

    /** Tiles differ in brightness, so that a wrong fade shows. */
    private static final Codec CODEC = Codec.of(new CosineTileCoder(CosineTileCoder.ID, 30), "the tests");

    @Test
    void decompress_anyRegion_isThatOfTheWholePicture() {
        byte[] file = CODEC.compress(Pictures.rgbAlpha(1100, 1060), Quality.of(1));
        BufferedImage whole = CODEC.decompress(file).picture();
        Random random = new Random(3);
        for (int i = 0; i < 8; i++) {
            int width = 1 + random.nextInt(i % 2 == 0 ? 60 : 900);
            int height = 1 + random.nextInt(i % 2 == 0 ? 60 : 700);
            Region region = new Region(random.nextInt(1101 - width), random.nextInt(1061 - height), width, height);
            assertEqual(CODEC.decompress(file, region).picture(), whole, region);
        }
        // The first and the last column and row of overlaps.
        for (int x : new int[] {0, 543, 544, 575, 576, 1099}) {
            Region region = new Region(x, 520, 1, 60);
            assertEqual(CODEC.decompress(file, region).picture(), whole, region);
        }
    }

    @Test
    void decompress_regionOfOneTile_decodesThatAlone() {
        byte[] file = CODEC.compress(Pictures.rgb(2100, 20), Quality.of(1));
        byte[] damaged = file.clone();
        damaged[file.length - 1] ^= 1;
        assertThat(CODEC.decompress(damaged).damaged()).hasSize(1);
        assertThat(CODEC.decompress(damaged, new Region(3, 2, 9, 8)).whole()).isTrue();
    }

    @Test
    void decompress_regionOutOfThePicture_isRefused() {
        byte[] file = CODEC.compress(Pictures.rgb(24, 20), Quality.of(1));
        assertThatThrownBy(() -> CODEC.decompress(file, new Region(20, 0, 5, 5)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("reaches out of the picture of 24 x 20");
    }

    @Test
    void parse_goodAndBadTexts_givesTheRegionOrOneLine() {
        assertThat(Region.parse("1,2,3, 4")).isEqualTo(new Region(1, 2, 3, 4));
        for (String text : new String[] {"", "1,2,3", "1,2,3,x", "-1,0,3,3", "1,2,0,4", "1,2,3,999999"}) {
            assertThatThrownBy(() -> Region.parse(text)).isInstanceOf(BadInputException.class);
        }
    }

    private static void assertEqual(BufferedImage part, BufferedImage whole, Region region) {
        assertThat(part.getWidth()).isEqualTo(region.width());
        assertThat(part.getHeight()).isEqualTo(region.height());
        int[] expected = whole.getRGB(region.x(), region.y(), region.width(), region.height(), null, 0, region.width());
        int[] actual = part.getRGB(0, 0, region.width(), region.height(), null, 0, region.width());
        assertThat(actual).as("%s", region).isEqualTo(expected);
    }
}
