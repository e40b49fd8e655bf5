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

    /**
     * The image of other planes.
     *
     * @param like of the same size; where {@code alpha} is 0 its colours stay, which nobody sees
     */
    static BufferedImage image(ImageSamples like, byte[] planes, byte[] alpha) {
        int plane = like.width() * like.height();
        for (int i = 0; i < alpha.length; i++) {
            if (alpha[i] == 0) {
                for (int at = i; at < planes.length; at += plane) {
                    planes[at] = like.colours()[at];
                }
            }
        }
        return new ImageSamples(like.width(), like.height(), like.gray(), ImageSamples.Order.PLANES, planes, alpha)
                .toImage();
    }

    /** Of values 0 to 1; transparent pixels have the colours of their neighbours. */
    static Samples of(ImageSamples samples) {
        return of(TransparentPixels.coloured(samples), samples.width(), samples.height());
    }

    /** Of values 0 to 1. */
    static Samples of(byte[] planes, int width, int height) {
        int plane = width * height;
        return (channel, y, x) -> (planes[channel * plane + y * width + x] & 0xff) / PEAK;
    }

    /** @param value 0 to 255 where it need not be limited */
    static byte rounded(float value) {
        return (byte) Math.round(Math.min(PEAK, Math.max(0, value)));
    }
}
