package io.diabolo.awt;

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

/**
 * A picture as bytes 0 to 255: R, G and B of each pixel, all equal if it is gray, in one of two orders; and an alpha plane,
 * not premultiplied, which is empty if every pixel is opaque.
 *
 * <p>The arrays are neither copied when they come in nor when they are handed out: pictures are large.
 */
public final class ImageSamples {

    private static final int PEAK = 255;
    private static final int COLOURS = 3;

    private final int width;
    private final int height;
    private final boolean gray;
    private final Order order;
    private final byte[] colours;
    private final byte[] alpha;

    /** How the colours of a picture of H x W pixels follow one another. */
    public enum Order {
        /** [3, H, W]: all of R, all of G, all of B. */
        PLANES,
        /** [H, W, 3]: R, G, B of one pixel after the other. */
        PIXELS
    }

    /**
     * Samples as they are.
     *
     * @param colours 3 * width * height bytes; of gray planes one is enough
     * @param alpha width * height bytes, or none
     */
    public ImageSamples(int width, int height, boolean gray, Order order, byte[] colours, byte[] alpha) {
        this.width = width;
        this.height = height;
        this.gray = gray;
        this.order = order;
        this.colours = colours;
        this.alpha = alpha;
    }

    /**
     * The samples of an image. Palettes and packed pixels become 8 bits a channel, more than 8 bits are rounded to 8, colours
     * with another profile become sRGB. Gray keeps its numbers: Java2D takes them for linear light and would brighten them.
     */
    public static ImageSamples of(BufferedImage image, Order order) {
        ColorModel model = image.getColorModel();
        int pixels = image.getWidth() * image.getHeight();
        ImageSamples samples = new ImageSamples(
                image.getWidth(),
                image.getHeight(),
                isGray(model),
                order,
                new byte[COLOURS * pixels],
                new byte[model.hasAlpha() ? pixels : 0]);
        if (hasPlainSamples(image)) {
            samples.readSamples(image);
        } else if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            samples.readGray(image);
        } else {
            samples.readConverted(image);
        }
        return samples.isOpaque()
                ? new ImageSamples(samples.width, samples.height, samples.gray, order, samples.colours, new byte[0])
                : samples;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public boolean gray() {
        return gray;
    }

    /** The array itself, 3 * width * height bytes. */
    public byte[] colours() {
        return colours;
    }

    /** The array itself; empty if every pixel is opaque. */
    public byte[] alpha() {
        return alpha;
    }

    /** An image of type BYTE_GRAY, 3BYTE_BGR or 4BYTE_ABGR; gray with alpha has two bytes a pixel and type CUSTOM. */
    public BufferedImage toImage() {
        int kept = gray ? 1 : COLOURS;
        boolean transparent = alpha.length > 0;
        int bands = kept + (transparent ? 1 : 0);
        BufferedImage image = newImage(width, height, bands);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        // Java's own byte types hold A, B, G, R; two bytes a pixel are laid out by newImage as gray, alpha.
        int first = bands == 4 ? 1 : 0;
        int last = gray ? 0 : 2;
        for (int i = 0; i < width * height; i++) {
            for (int c = 0; c < kept; c++) {
                to[i * bands + first + c] = colours[index(last - c, i)];
            }
            if (transparent) {
                to[i * bands + (bands == 4 ? 0 : 1)] = alpha[i];
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

    private int index(int colour, int pixel) {
        return order == Order.PLANES ? colour * width * height + pixel : COLOURS * pixel + colour;
    }

    private boolean isOpaque() {
        for (byte value : alpha) {
            if (value != (byte) PEAK) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the stored numbers are what is wanted: gray or sRGB of up to 16 bits. Java2D converts pixel by pixel, a hundred
     * times slower.
     */
    private static boolean hasPlainSamples(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        return model instanceof ComponentColorModel
                && !model.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
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

    private void readSamples(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int bands = model.getNumColorComponents();
        int stride = order == Order.PLANES ? 1 : COLOURS;
        for (int c = 0; c < COLOURS; c++) {
            int band = Math.min(c, bands - 1);
            readBand(image.getRaster(), band, model.getComponentSize(band), colours, index(c, 0), stride);
        }
        if (model.hasAlpha()) {
            readBand(image.getRaster(), bands, model.getComponentSize(bands), alpha, 0, 1);
        }
    }

    private static void readBand(Raster raster, int band, int bits, byte[] to, int first, int stride) {
        int max = (1 << bits) - 1;
        int[] row = new int[raster.getWidth()];
        int next = first;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
            for (int value : row) {
                to[next] = (byte) ((value * PEAK + max / 2) / max);
                next += stride;
            }
        }
    }

    /** Gray in a layout that is rare: as the share of the largest number, which is how every colour model can say it. */
    private void readGray(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        float[] share = new float[model.getNumComponents()];
        for (int i = 0; i < width * height; i++) {
            Object pixel = raster.getDataElements(raster.getMinX() + i % width, raster.getMinY() + i / width, null);
            // For a premultiplied model this divides by alpha.
            model.getNormalizedComponents(pixel, share, 0);
            for (int c = 0; c < COLOURS; c++) {
                colours[index(c, i)] = rounded(share[0]);
            }
            if (alpha.length > 0) {
                alpha[i] = rounded(share[share.length - 1]);
            }
        }
    }

    private static byte rounded(float share) {
        return (byte) Math.round(PEAK * Math.max(0, Math.min(1, share)));
    }

    private void readConverted(BufferedImage image) {
        BufferedImage srgb = image;
        if (!image.getColorModel().getColorSpace().isCS_sRGB()) {
            srgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            new ColorConvertOp(null).filter(image, srgb);
        }
        int[] row = new int[width];
        int next = 0;
        for (int y = 0; y < height; y++) {
            srgb.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                colours[index(0, next)] = (byte) (argb >> 16);
                colours[index(1, next)] = (byte) (argb >> 8);
                colours[index(2, next)] = (byte) argb;
                if (alpha.length > 0) {
                    alpha[next] = (byte) (argb >>> 24);
                }
                next++;
            }
        }
    }
}
