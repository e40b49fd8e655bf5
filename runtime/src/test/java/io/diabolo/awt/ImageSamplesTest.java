package io.diabolo.awt;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSamplesTest {

    @Test
    void of_grayOfEveryNumberType_keepsItsNumbers() {
        assertThat(gray(DataBuffer.TYPE_BYTE, 77)).containsExactly(77, 77, 77);
        assertThat(gray(DataBuffer.TYPE_USHORT, 77 * 257)).containsExactly(77, 77, 77);
        // Through Java2D, which takes gray for linear light, these came out at about 149.
        assertThat(gray(DataBuffer.TYPE_FLOAT, 77 / 255.0)).containsExactly(77, 77, 77);
        assertThat(gray(DataBuffer.TYPE_DOUBLE, 77 / 255.0)).containsExactly(77, 77, 77);
        assertThat(gray(DataBuffer.TYPE_FLOAT, 7)).containsExactly(-1, -1, -1);
        assertThat(gray(DataBuffer.TYPE_FLOAT, Double.NaN)).containsExactly(0, 0, 0);
    }

    @Test
    void of_premultipliedGray_isDividedByItsAlpha() {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, true, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixel(0, 0, new int[] {50, 100});
        raster.setPixel(1, 0, new int[] {30, 255});
        ImageSamples samples = ImageSamples.of(new BufferedImage(model, raster, true, null), ImageSamples.Order.PIXELS);
        assertThat(samples.gray()).isTrue();
        assertThat(samples.colours()).containsExactly(128, 128, 128, 30, 30, 30);
        assertThat(samples.alpha()).containsExactly(100, 255);
    }

    @Test
    void of_colours_comeInTheOrderThatWasAskedFor() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0x111213);
        assertThat(ImageSamples.of(image, ImageSamples.Order.PLANES).colours())
                .containsExactly(0x01, 0x11, 0x02, 0x12, 0x03, 0x13);
        assertThat(ImageSamples.of(image, ImageSamples.Order.PIXELS).colours())
                .containsExactly(0x01, 0x02, 0x03, 0x11, 0x12, 0x13);
    }

    @ParameterizedTest
    @EnumSource
    void toImage_grayAndColourWithAndWithoutAlpha_areReadAgain(ImageSamples.Order order) {
        for (boolean gray : new boolean[] {false, true}) {
            for (int alphas : new int[] {0, 2}) {
                byte[] colours = gray ? new byte[] {9, 9, 9, 9, 9, 9} : new byte[] {1, -2, 3, -4, 5, -6};
                byte[] alpha = alphas == 0 ? new byte[0] : new byte[] {-1, 40};
                BufferedImage image = new ImageSamples(2, 1, gray, order, colours, alpha).toImage();
                ImageSamples again = ImageSamples.of(image, order);
                assertThat(again.gray()).isEqualTo(gray);
                assertThat(again.colours()).isEqualTo(colours);
                assertThat(again.alpha()).isEqualTo(alpha);
            }
        }
    }

    private static byte[] gray(int type, double value) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, type);
        WritableRaster raster = Raster.createWritableRaster(new BandedSampleModel(type, 1, 1, 1), null);
        raster.setSample(0, 0, 0, value);
        return ImageSamples.of(new BufferedImage(model, raster, false, null), ImageSamples.Order.PLANES)
                .colours();
    }
}
