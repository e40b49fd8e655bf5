package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegFileTest {

    /** ITU-T T.81, tables K.1 and K.2, row after row. */
    private static final int[][] STANDARD = {
        {
            16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
            29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
            121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
        },
        {
            17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99,
            99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99, 99, 99
        }
    };

    /** The formula of libjpeg's jpeg_quality_scaling and jpeg_add_quant_table, with whole numbers and baseline limits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 15, 30, 35, 45, 50, 55, 65, 75, 85, 95, 100})
    void encode_anyQuality_writesTheTablesOfLibjpeg(int quality) {
        byte[] file = JpegFile.of(picture(40, 24).toBufferedImage(), quality);
        int[][] tables = new int[2][];
        for (int at = marker(file, 0xDB, 2); at > 0; at = marker(file, 0xDB, at)) {
            int end = at + length(file, at);
            for (int i = at + 2; i < end; i += 65) {
                tables[file[i]] = naturalOrder(file, i + 1);
            }
        }
        int scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
        for (int t = 0; t < 2; t++) {
            for (int i = 0; i < 64; i++) {
                int expected = (STANDARD[t][i] * scale + 50) / 100;
                assertThat(tables[t][i]).isEqualTo(expected < 1 ? 1 : Math.min(expected, 255));
            }
        }
    }

    @Test
    void encode_rgb_isBaselineAndHalvesTheChrominanceBothWays() {
        byte[] file = JpegFile.of(picture(40, 24).toBufferedImage(), 75);
        int at = marker(file, 0xC0, 2);
        assertThat(at).as("a frame header of baseline JPEG").isPositive();
        assertThat(file[at + 7]).as("components").isEqualTo((byte) 3);
        assertThat(List.of(file[at + 9], file[at + 12], file[at + 15]))
                .as("sampling factors")
                .containsExactly((byte) 0x22, (byte) 0x11, (byte) 0x11);
    }

    @Test
    void decode_itsFiles_givesWhatAnyReaderGives() throws Exception {
        BufferedImage picture = picture(61, 37).toBufferedImage();
        byte[] low = JpegFile.of(picture, 10);
        byte[] high = JpegFile.of(picture, 95);
        assertThat(low.length).isLessThan(high.length);
        Picture decoded = Picture.of(JpegFile.decode(high));
        assertThat(decoded).isEqualTo(Picture.of(ImageIO.read(new ByteArrayInputStream(high))));
        Picture original = Picture.of(picture);
        assertThat(squaredError(original, decoded))
                .isLessThan(squaredError(original, Picture.of(JpegFile.decode(low))));
    }

    @Test
    void encode_grayPicture_hasOneComponent() {
        byte[] file = JpegFile.of(picture(40, 24).toGray().toBufferedImage(), 50);
        assertThat(file[marker(file, 0xC0, 2) + 7]).isEqualTo((byte) 1);
        assertThat(Picture.of(JpegFile.decode(file)).channels()).isEqualTo(1);
    }

    /** Smooth shapes and some noise. */
    private static Picture picture(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < pixels.length; i++) {
            int c = i / width / height;
            double wave = Math.sin((i % width) / 9.0) + Math.cos((i / width % height) / 13.0 + c);
            pixels[i] = (byte) (118 + 50 * wave + random.nextInt(9));
        }
        return new Picture(3, height, width, pixels);
    }

    private static double squaredError(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            int difference = (a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff);
            sum += Math.pow(difference, 2);
        }
        return sum;
    }

    /** Where the content of the next segment of a kind starts (at its length); -1 before the picture's data. */
    private static int marker(byte[] file, int kind, int from) {
        int at = from == 2 ? 2 : from + length(file, from);
        while ((file[at + 1] & 0xff) != 0xDA) {
            if ((file[at + 1] & 0xff) == kind) {
                return at + 2;
            }
            at += 2 + length(file, at + 2);
        }
        return -1;
    }

    private static int length(byte[] file, int at) {
        return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
    }

    private static int[] naturalOrder(byte[] file, int from) {
        int[] table = new int[64];
        int row = 0;
        int column = 0;
        for (int i = 0; i < 64; i++) {
            table[row * 8 + column] = file[from + i] & 0xff;
            boolean up = (row + column) % 2 == 0;
            if (up ? column == 7 : row != 7) {
                row++;
                column -= up ? 0 : column == 0 ? 0 : 1;
            } else if (up) {
                column++;
                row -= row == 0 ? 0 : 1;
            } else {
                column++;
            }
        }
        return table;
    }
}
