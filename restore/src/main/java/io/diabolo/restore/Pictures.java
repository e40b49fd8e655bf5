package io.diabolo.restore;

import io.diabolo.awt.EightBits;
import io.diabolo.awt.ImageSamples;
import java.awt.image.BufferedImage;

/** Between Java's images and planes of bytes, within the limits of this module. */
final class Pictures {

    /** Those of a file that is read again; and three bytes a pixel fit into an array. */
    static final EightBits.Limits LIMITS = new EightBits.Limits(65_500, 100_000_000);

    private static final float PEAK = 255;

    private Pictures() {}

    static ImageSamples samples(BufferedImage picture) {
        return EightBits.of(picture, ImageSamples.Order.PLANES, "a restorer", LIMITS);
    }

    /** Planes like those of {@code samples}: one for gray, three for colour. */
    static byte[] planesFor(ImageSamples samples) {
        return new byte[(samples.gray() ? 1 : 3) * samples.width() * samples.height()];
    }

    /** The image of other planes with the same alpha. */
    static BufferedImage image(ImageSamples like, byte[] planes, byte[] alpha) {
        return new ImageSamples(like.width(), like.height(), like.gray(), ImageSamples.Order.PLANES, planes, alpha)
                .toImage();
    }

    /** Of values 0 to 1. */
    static Samples of(ImageSamples samples) {
        byte[] planes = samples.colours();
        int width = samples.width();
        int plane = width * samples.height();
        return (channel, y, x) -> (planes[channel * plane + y * width + x] & 0xff) / PEAK;
    }

    /** @param value 0 to 255 where it need not be limited */
    static byte rounded(float value) {
        return (byte) Math.round(Math.min(PEAK, Math.max(0, value)));
    }
}
