package io.diabolo.codec;

import io.diabolo.error.BadInputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Between Java's images of many kinds and {@link Pixels}. */
final class AwtImages {

    private static final byte OPAQUE = (byte) 255;

    private AwtImages() {}

    /**
     * The samples of an image. Palettes and packed pixels become 8 bits a channel, and RGB with a colour profile becomes
     * sRGB; an alpha channel that is opaque everywhere is dropped.
     *
     * @throws BadInputException if the image is too large, has more than 8 bits a channel, or other colours than gray and
     *     RGB
     */
    static Pixels toPixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (Math.max(width, height) > PictureHeader.MAX_SIDE || (long) width * height > PictureHeader.MAX_PIXELS) {
            throw new BadInputException("The picture has %d x %d pixels; the codec takes sides up to %d and %d pixels."
                    .formatted(width, height, PictureHeader.MAX_SIDE, PictureHeader.MAX_PIXELS));
        }
        ColorModel model = image.getColorModel();
        requireKnown(model);
        byte[] rgb = new byte[width * height * 3];
        byte[] alpha = new byte[model.hasAlpha() ? width * height : 0];
        if (hasPlainSamples(model)) {
            readSamples(image, rgb, alpha);
        } else {
            readConverted(image, rgb, alpha);
        }
        return new Pixels(width, height, isGray(model), rgb, isOpaque(alpha) ? new byte[0] : alpha);
    }

    static BufferedImage toImage(Pixels pixels) {
        int colours = pixels.gray ? 1 : 3;
        boolean alpha = pixels.alpha.length > 0;
        int bands = colours + (alpha ? 1 : 0);
        BufferedImage image = newImage(pixels.width, pixels.height, bands);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        // Java's own byte types hold A, B, G, R; two bytes a pixel are laid out by newImage as gray, alpha.
        int first = bands == 4 ? 1 : 0;
        for (int i = 0; i < pixels.width * pixels.height; i++) {
            for (int c = 0; c < colours; c++) {
                to[i * bands + first + c] = pixels.rgb[i * 3 + 2 - c];
            }
            if (alpha) {
                to[i * bands + (bands == 4 ? 0 : 1)] = pixels.alpha[i];
            }
        }
        return image;
    }

    private static BufferedImage newImage(int width, int height, int bands) {
        return switch (bands) {
            case 1 -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            case 3 -> new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            case 4 -> new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
            default -> {
                ColorModel model = new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE);
                WritableRaster raster = Raster.createInterleavedRaster(
                        DataBuffer.TYPE_BYTE, width, height, width * 2, 2, new int[] {0, 1}, null);
                yield new BufferedImage(model, raster, false, null);
            }
        };
    }

    private static void requireKnown(ColorModel model) {
        int bits = Arrays.stream(model.getComponentSize()).max().orElse(0);
        if (bits > 8) {
            throw new BadInputException(
                    "The picture has %d bits a channel; the codec takes 8: convert it first.".formatted(bits));
        }
        int colours = model.getColorSpace().getType();
        if (colours != ColorSpace.TYPE_RGB && colours != ColorSpace.TYPE_GRAY) {
            throw new BadInputException("The picture has %s colours; the codec takes gray and RGB: convert it first."
                    .formatted(nameOf(colours)));
        }
        if (colours == ColorSpace.TYPE_GRAY && !hasPlainSamples(model)) {
            throw new BadInputException(
                    "The picture is gray in a layout that the codec does not take (%s): convert it to 8-bit gray first."
                            .formatted(model.getClass().getSimpleName()));
        }
    }

    private static String nameOf(int colours) {
        return switch (colours) {
            case ColorSpace.TYPE_CMYK -> "CMYK";
            case ColorSpace.TYPE_CMY -> "CMY";
            case ColorSpace.TYPE_YCbCr -> "YCbCr";
            case ColorSpace.TYPE_Lab -> "Lab";
            case ColorSpace.TYPE_XYZ -> "XYZ";
            default -> "unknown";
        };
    }

    /** Whether the stored numbers are what is wanted. Java2D takes gray for linear light and would brighten it. */
    private static boolean hasPlainSamples(ColorModel model) {
        return model instanceof ComponentColorModel
                && model.getTransferType() == DataBuffer.TYPE_BYTE
                && !model.isAlphaPremultiplied()
                && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        || model.getColorSpace().isCS_sRGB());
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

    private static boolean isOpaque(byte[] alpha) {
        for (byte value : alpha) {
            if (value != OPAQUE) {
                return false;
            }
        }
        return true;
    }

    private static void readSamples(BufferedImage image, byte[] rgb, byte[] alpha) {
        ColorModel model = image.getColorModel();
        int colours = model.getNumColorComponents();
        for (int c = 0; c < 3; c++) {
            readBand(image.getRaster(), Math.min(c, colours - 1), model, rgb, c, 3);
        }
        if (model.hasAlpha()) {
            readBand(image.getRaster(), colours, model, alpha, 0, 1);
        }
    }

    private static void readBand(Raster raster, int band, ColorModel model, byte[] to, int first, int stride) {
        int max = (1 << model.getComponentSize(band)) - 1;
        int[] row = new int[raster.getWidth()];
        int next = first;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (int value : row) {
                to[next] = (byte) ((value * 255 + max / 2) / max);
                next += stride;
            }
        }
    }

    private static void readConverted(BufferedImage image, byte[] rgb, byte[] alpha) {
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
                rgb[3 * next] = (byte) (argb >> 16);
                rgb[3 * next + 1] = (byte) (argb >> 8);
                rgb[3 * next + 2] = (byte) argb;
                if (alpha.length > 0) {
                    alpha[next] = (byte) (argb >>> 24);
                }
                next++;
            }
        }
    }
}
