package io.diabolo.awt;

import io.diabolo.error.BadInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.util.Arrays;

/** Pictures for what takes 8 bits a channel of gray or RGB and nothing else. */
public final class EightBits {

    private static final int BITS = 8;

    private EightBits() {}

    /**
     * The samples of an image. Palettes and packed pixels become 8 bits a channel, and RGB with a colour profile becomes
     * sRGB; an alpha channel that is opaque everywhere is dropped.
     *
     * @param taker what messages call whoever takes the picture
     * @throws BadInputException if the image is beyond the limits, has more than 8 bits a channel, or other colours than gray
     *     and RGB
     */
    public static ImageSamples of(BufferedImage image, ImageSamples.Order order, String taker, Limits limits) {
        limits.require(image.getWidth(), image.getHeight(), taker);
        requireKnown(image.getColorModel(), taker);
        return ImageSamples.of(image, order);
    }

    private static void requireKnown(ColorModel model, String taker) {
        int bits = Arrays.stream(model.getComponentSize()).max().orElse(0);
        if (bits > BITS) {
            throw new BadInputException(
                    "The picture has %d bits a channel; %s takes 8: convert it first.".formatted(bits, taker));
        }
        int colours = model.getColorSpace().getType();
        if (colours != ColorSpace.TYPE_RGB && colours != ColorSpace.TYPE_GRAY) {
            throw new BadInputException("The picture has %s colours; %s takes gray and RGB: convert it first."
                    .formatted(nameOf(colours), taker));
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

    /**
     * The largest picture.
     *
     * @param side in pixels
     * @param pixels of the whole picture
     */
    public record Limits(int side, long pixels) {

        /** @throws BadInputException for a larger picture */
        public void require(int width, int height, String taker) {
            if (Math.max(width, height) > side || (long) width * height > pixels) {
                throw new BadInputException("The picture has %d x %d pixels; %s takes sides up to %d and %d pixels."
                        .formatted(width, height, taker, side, pixels));
            }
        }
    }
}
