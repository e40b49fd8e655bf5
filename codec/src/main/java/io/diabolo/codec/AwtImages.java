package io.diabolo.codec;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.util.Arrays;

/** Between Java's images and {@link Pixels}, within the limits of the codec. */
final class AwtImages {

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
        requireKnown(image.getColorModel());
        ImageSamples samples = ImageSamples.of(image, ImageSamples.Order.PIXELS);
        return new Pixels(width, height, samples.gray(), samples.colours(), samples.alpha());
    }

    static BufferedImage toImage(Pixels pixels) {
        return new ImageSamples(
                        pixels.width, pixels.height, pixels.gray, ImageSamples.Order.PIXELS, pixels.rgb, pixels.alpha)
                .toImage();
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
}
