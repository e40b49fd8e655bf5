package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    static Picture noise(int channels, int height, int width, long seed) {
        byte[] pixels = new byte[channels * height * width];
        new Random(seed).nextBytes(pixels);
        return new Picture(channels, height, width, pixels);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void of_itsOwnBufferedImage_isThePictureAgain(int channels) {
        Picture picture = noise(channels, 5, 7, 1);

        assertThat(Picture.of(picture.toBufferedImage())).isEqualTo(picture);
    }

    @Test
    void of_sixteenBitGray_keepsTheNumbersWithoutBrighteningThem() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 128 * 257);
        image.getRaster().setSample(1, 0, 0, 65535);

        assertThat(Picture.of(image)).isEqualTo(new Picture(1, 1, 2, new byte[] {(byte) 128, (byte) 255}));
    }

    @Test
    void of_grayPalette_isGray() {
        byte[] ramp = {0, 100};
        BufferedImage image =
                new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(1, 2, ramp, ramp, ramp));
        image.getRaster().setSample(1, 0, 0, 1);

        assertThat(Picture.of(image)).isEqualTo(new Picture(1, 1, 2, new byte[] {0, 100}));
    }

    @Test
    void of_opaqueAlpha_dropsIt() {
        assertThat(Picture.of(noise(3, 2, 2, 1).withChannels(4).toBufferedImage())
                        .channels())
                .isEqualTo(3);
    }

    @Test
    void toGray_primaries_haveTheLumaOfBt601() {
        byte full = (byte) 255;
        Picture primaries = new Picture(3, 1, 3, new byte[] {full, 0, 0, 0, full, 0, 0, 0, full});

        assertThat(primaries.toGray().pixels()).containsExactly(76, (byte) 150, 29);
    }

    @Test
    void toRgb_transparentBlack_isWhite() {
        assertThat(new Picture(4, 1, 1, new byte[4]).toRgb().pixels()).containsOnly((byte) 255);
    }

    @Test
    void resize_checkerboardToHalf_isEvenGray() {
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((i + i / 64) % 2 == 0 ? 200 : 100);
        }

        Picture half = new Picture(1, 64, 64, pixels).resize(new Size(32, 32));

        assertThat(half.pixels()).containsOnly((byte) 150);
    }

    @Test
    void resize_byAFraction_weighsPixelsByTheAreaCovered() {
        Picture small = new Picture(1, 1, 3, new byte[] {0, 90, (byte) 180}).resize(new Size(2, 1));

        // (0 + 90/2) / 1.5 and (90/2 + 180) / 1.5
        assertThat(small.pixels()).containsExactly(30, (byte) 150);
    }

    @Test
    void resize_rampEnlarged_staysARampInside() {
        Picture ramp = new Picture(1, 1, 6, new byte[] {0, 20, 40, 60, 80, 100}).resize(new Size(12, 1));

        assertThat(Arrays.copyOfRange(ramp.pixels(), 3, 9)).containsExactly(25, 35, 45, 55, 65, 75);
    }

    @Test
    void resize_transparentRed_doesNotBleedIntoOpaqueBlue() {
        byte full = (byte) 255;
        Picture two = new Picture(4, 1, 2, new byte[] {full, 0, 0, 0, 0, full, 0, full});

        assertThat(two.resize(new Size(1, 1)).pixels()).containsExactly(0, 0, full, (byte) 128);
    }

    @Property(tries = 100)
    void resize_evenPicture_staysEven(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int newHeight,
            @ForAll @IntRange(min = 1, max = 40) int newWidth,
            @ForAll byte value) {
        byte[] pixels = new byte[height * width];
        Arrays.fill(pixels, value);

        Picture resized = new Picture(1, height, width, pixels).resize(new Size(newWidth, newHeight));

        assertThat(resized.size()).isEqualTo(new Size(newWidth, newHeight));
        assertThat(resized.pixels()).containsOnly(value);
    }

    @Test
    void constructor_wrongNumbers_isRefused() {
        assertThatThrownBy(() -> new Picture(2, 1, 1, new byte[2])).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new Picture(1, 2, 2, new byte[3])).isInstanceOf(BadInputException.class);
    }

    @Test
    void difference_ofPictures_isTheDistance() {
        Picture a = new Picture(1, 1, 2, new byte[] {10, (byte) 250});
        Picture b = new Picture(1, 1, 2, new byte[] {(byte) 250, 240 - 256});

        assertThat(a.difference(b).pixels()).containsExactly((byte) 240, 10);
        assertThatThrownBy(() -> a.difference(noise(1, 2, 1, 1))).isInstanceOf(BadInputException.class);
    }

    @Test
    void parse_size_readsWidthThenHeight() {
        assertThat(Size.parse("96x64")).isEqualTo(new Size(96, 64));
        assertThat(Size.parse("96x64")).hasToString("96x64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "96", "96x", "0x5", "-1x5", "96x64x3", "99999x1", "999999999999x1", "1e2x5"})
    void parse_noSize_isRefused(String text) {
        assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(BadInputException.class);
    }
}
