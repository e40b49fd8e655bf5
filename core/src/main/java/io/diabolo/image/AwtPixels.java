package io.diabolo.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Between Java2D's images of many kinds and planar bytes. */
final class AwtPixels {

    private static final int OPAQUE = 255;

    private AwtPixels() {}

    static Picture toPicture(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean gray = isGray(model);
        int plane = image.getWidth() * image.getHeight();
        byte[] pixels = new byte[4 * plane];
        if (hasPlainSamples(image)) {
            readSamples(image, pixels, plane);
        } else {
            readConverted(image, pixels, plane);
        }
        boolean opaque = true;
        for (int i = 3 * plane; i < 4 * plane && opaque; i++) {
            opaque = (pixels[i] & 0xff) == OPAQUE;
        }
        int channels = !opaque ? 4 : gray ? 1 : 3;
        return new Picture(
                channels,
                image.getHeight(),
                image.getWidth(),
                channels == 4 ? pixels : Arrays.copyOf(pixels, channels * plane));
    }

    static BufferedImage toImage(Picture picture) {
        int type =
                switch (picture.channels()) {
                    case 1 -> BufferedImage.TYPE_BYTE_GRAY;
                    case 3 -> BufferedImage.TYPE_3BYTE_BGR;
                    default -> BufferedImage.TYPE_4BYTE_ABGR;
                };
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
        WritableRaster raster = image.getRaster();
        int[] row = new int[picture.width()];
        for (int c = 0; c < picture.channels(); c++) {
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = picture.at(c, y, x);
                }
                raster.setSamples(0, y, row.length, 1, c, row);
            }
        }
        return image;
    }

    /**
     * Whether the stored numbers are what is wanted: gray or sRGB of 8 or 16 bits. Java2D takes gray for linear light and
     * would brighten it; and it converts pixel by pixel, a hundred times slower.
     */
    private static boolean hasPlainSamples(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = image.getRaster().getDataBuffer().getDataType();
        return model instanceof ComponentColorModel
                && !model.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && (isGray(model) || model.getColorSpace().isCS_sRGB());
    }

    /** Also true of a palette of grays: ImageIO hands out 1, 2 and 4 bit gray PNGs as such. */
    private static boolean isGray(ColorModel model) {
        if (!(model instanceof IndexColorModel palette)) {
            return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }

    private static void readSamples(BufferedImage image, byte[] pixels, int plane) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int colours = model.getNumColorComponents();
        for (int c = 0; c < 3; c++) {
            int band = Math.min(c, colours - 1);
            readBand(raster, band, model.getComponentSize(band), pixels, c * plane);
        }
        if (model.hasAlpha()) {
            readBand(raster, colours, model.getComponentSize(colours), pixels, 3 * plane);
        } else {
            Arrays.fill(pixels, 3 * plane, 4 * plane, (byte) OPAQUE);
        }
    }

    private static void readBand(Raster raster, int band, int bits, byte[] pixels, int offset) {
        int max = (1 << bits) - 1;
        int[] row = new int[raster.getWidth()];
        int next = offset;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (int value : row) {
                pixels[next++] = (byte) ((value * OPAQUE + max / 2) / max);
            }
        }
    }

    private static void readConverted(BufferedImage image, byte[] pixels, int plane) {
        BufferedImage srgb = image;
        if (!image.getColorModel().getColorSpace().isCS_sRGB()) {
            srgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
            new ColorConvertOp(null).filter(image, srgb);
        }
        int[] row = new int[image.getWidth()];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            srgb.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                pixels[next] = (byte) (argb >> 16);
                pixels[plane + next] = (byte) (argb >> 8);
                pixels[2 * plane + next] = (byte) argb;
                pixels[3 * plane + next] = (byte) (argb >>> 24);
                next++;
            }
        }
    }
}
