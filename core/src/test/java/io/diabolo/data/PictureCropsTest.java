package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.image.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureCropsTest {

    /** One crop fits into the first and the last picture, six into the other. */
    @Test
    void draw_picturesOfSeveralSizes_drawsEachAsOftenAsCropsFitIntoIt() {
        PictureCrops crops = new PictureCrops(List.of(plain(1, 4, 4), plain(2, 8, 12), plain(3, 5, 5)), 4);
        assertThat(crops.size()).isEqualTo(8);
        int drawn = 4000;
        byte[] pixels = crops.draw(drawn, new SplittableRandom(1));
        int[] counts = new int[4];
        for (int i = 0; i < drawn; i++) {
            counts[pixels[i * PictureCrops.CHANNELS * 16]]++;
        }
        assertThat(counts[1]).isBetween(400, 600);
        assertThat(counts[2]).isBetween(2850, 3150);
        assertThat(counts[3]).isBetween(400, 600);
    }

    private static Picture plain(int value, int height, int width) {
        byte[] pixels = new byte[PictureCrops.CHANNELS * height * width];
        Arrays.fill(pixels, (byte) value);
        return new Picture(PictureCrops.CHANNELS, height, width, pixels);
    }
}
