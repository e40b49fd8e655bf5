package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwtImagesTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_INT_ARGB_PRE
            })
    void toPixels_rgbOfAnyLayout_isTheColours(int type) {
        BufferedImage image = new BufferedImage(3, 2, type);
        image.setRGB(1, 1, 0xff_12_34_56);
        image.setRGB(2, 0, 0xff_ff_00_80);
        Pixels pixels = AwtImages.toPixels(image);

        assertThat(pixels.gray).isFalse();
        assertThat(pixels.rgb).startsWith(0, 0, 0, 0, 0, 0, 0xff, 0, 0x80, 0, 0, 0, 0x12, 0x34, 0x56);
        assertThat(pixels.alpha).hasSize(image.getColorModel().hasAlpha() ? 6 : 0);
        if (pixels.alpha.length > 0) {
            assertThat(pixels.alpha).containsExactly(0, 0, 0xff, 0, 0xff, 0);
        }
    }

    @Test
    void toPixels_gray_isTheStoredNumbers() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 77);
        Pixels pixels = AwtImages.toPixels(image);
        assertThat(pixels.gray).isTrue();
        assertThat(pixels.rgb).containsExactly(0, 0, 0, 77, 77, 77);
        assertThat(AwtImages.toImage(pixels).getRaster().getSample(1, 0, 0)).isEqualTo(77);
    }

    @Test
    void toPixels_partOfALargerImage_isThatPart() {
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(4, 5, 0xff_01_02_03);
        assertThat(AwtImages.toPixels(image.getSubimage(4, 5, 2, 1)).rgb).containsExactly(1, 2, 3, 0, 0, 0);
    }

    @Test
    void toPixels_palettes_areGrayOrColoured() {
        BufferedImage blackAndWhite = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        blackAndWhite.setRGB(1, 0, 0xffffffff);
        assertThat(AwtImages.toPixels(blackAndWhite).gray).isTrue();
        assertThat(AwtImages.toPixels(blackAndWhite).rgb).containsExactly(0, 0, 0, 255, 255, 255);

        byte[] ramp = {0, (byte) 200};
        IndexColorModel palette = new IndexColorModel(8, 2, ramp, new byte[2], ramp, 0);
        BufferedImage coloured = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        coloured.getRaster().setSample(1, 0, 0, 1);
        assertThat(AwtImages.toPixels(coloured).gray).isFalse();
        assertThat(AwtImages.toPixels(coloured).rgb).containsExactly(0, 0, 0, 200, 0, 200);
        assertThat(AwtImages.toPixels(coloured).alpha).containsExactly(0, 255);
    }

    @Test
    void toPixels_rgbWithAProfile_becomesStandardRgb() {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ComponentColorModel model =
                new ComponentColorModel(linear, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 3, null);
        raster.setPixel(0, 0, new int[] {0, 55, 255});
        byte[] rgb = AwtImages.toPixels(new BufferedImage(model, raster, false, null)).rgb;
        assertThat(rgb[0] & 0xff).isZero();
        assertThat(rgb[1] & 0xff).as("55 / 255 of the light").isBetween(127, 129);
        assertThat(rgb[2] & 0xff).isEqualTo(255);
    }

    @Test
    void toPixels_opaqueAlpha_isDropped() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, 0xff000000);
        }
        assertThat(AwtImages.toPixels(image).alpha).isEmpty();
        image.setRGB(0, 0, 0xfe000000);
        assertThat(AwtImages.toPixels(image).alpha).containsExactly(254, 255, 255, 255);
    }

    @Test
    void toPixels_16BitsAndOtherColours_areRefusedByName() {
        assertThatThrownBy(() -> AwtImages.toPixels(new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("16 bits a channel");
        assertThatThrownBy(() -> AwtImages.toPixels(cmyk()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("CMYK");
        assertThatThrownBy(() -> AwtImages.toPixels(new BufferedImage(65536, 1, BufferedImage.TYPE_BYTE_GRAY)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("65536 x 1");
    }

    private static BufferedImage cmyk() {
        ColorSpace space = new ColorSpace(ColorSpace.TYPE_CMYK, 4) {
            private static final long serialVersionUID = 1L;

            @Override
            public float[] toRGB(float[] value) {
                return new float[3];
            }

            @Override
            public float[] fromRGB(float[] value) {
                return new float[4];
            }

            @Override
            public float[] toCIEXYZ(float[] value) {
                return new float[3];
            }

            @Override
            public float[] fromCIEXYZ(float[] value) {
                return new float[4];
            }
        };
        ComponentColorModel model =
                new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 4, null);
        return new BufferedImage(model, raster, false, null);
    }
}
