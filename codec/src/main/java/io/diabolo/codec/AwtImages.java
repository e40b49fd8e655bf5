package io.diabolo.codec;

import io.diabolo.awt.EightBits;
import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;

/** Between Java's images and {@link Pixels}, within the limits of the codec. */
final class AwtImages {

    private static final EightBits.Limits LIMITS =
            new EightBits.Limits(PictureHeader.MAX_SIDE, PictureHeader.MAX_PIXELS);

    private AwtImages() {}

    /**
     * The samples of an image, as {@link EightBits} takes them.
     *
     * @throws BadInputException if the image is too large, has more than 8 bits a channel, or other colours than gray and
     *     RGB
     */
    static Pixels toPixels(BufferedImage image) {
        ImageSamples samples = EightBits.of(image, ImageSamples.Order.PIXELS, "the codec", LIMITS);
        return new Pixels(image.getWidth(), image.getHeight(), samples.gray(), samples.colours(), samples.alpha());
    }

    static BufferedImage toImage(Pixels pixels) {
        return new ImageSamples(
                        pixels.width, pixels.height, pixels.gray, ImageSamples.Order.PIXELS, pixels.rgb, pixels.alpha)
                .toImage();
    }
}
