package io.diabolo.codec;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;

/** Made-up pictures: smooth shapes and some noise. */
final class Pictures {

    private Pictures() {}

    static BufferedImage rgb(int width, int height) {
        return filled(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), 3);
    }

    static BufferedImage rgbAlpha(int width, int height) {
        return filled(new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR), 3);
    }

    static BufferedImage gray(int width, int height) {
        return filled(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), 1);
    }

    static BufferedImage grayAlpha(int width, int height) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 2, null);
        return filled(new BufferedImage(model, raster, false, null), 1);
    }

    /** From black at the top left to white at the bottom right. */
    static BufferedImage gradient(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = 40 + 170 * (x + y) / (width + height);
                image.setRGB(x, y, value << 16 | value << 8 | value);
            }
        }
        return image;
    }

    private static BufferedImage filled(BufferedImage image, int colours) {
        WritableRaster raster = image.getRaster();
        Random random = new Random(7);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int noise = random.nextInt(9);
                for (int c = 0; c < colours; c++) {
                    double wave = Math.sin(x / (9.0 + c)) + Math.cos(y / 13.0 + c) + Math.sin((x + y) / 70.0);
                    raster.setSample(x, y, c, (int) (122 + 36 * wave) + noise);
                }
                if (raster.getNumBands() > colours) {
                    raster.setSample(x, y, colours, Math.min(255, 3 * Math.abs(x - y)));
                }
            }
        }
        return image;
    }
}
