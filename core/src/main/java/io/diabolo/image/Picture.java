package io.diabolo.image;

import io.diabolo.awt.ImageSamples;
import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A picture of bytes 0 to 255, planar [C, H, W], sRGB, alpha not premultiplied.
 *
 * <p>Immutable by agreement: the array is neither copied when it comes in nor when it is handed out, so that thousands of
 * pictures cost their bytes once. Nobody changes it afterwards.
 */
public final class Picture {

    private static final int OPAQUE = 255;

    private final int channels;
    private final int height;
    private final int width;
    private final byte[] pixels;

    /**
     * @param channels 1 gray, 3 RGB, 4 RGBA
     * @param height H in pixels
     * @param width W in pixels
     * @param pixels [C, H, W], not copied
     * @throws BadInputException if the numbers do not fit together
     */
    public Picture(int channels, int height, int width, byte[] pixels) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new BadInputException("a picture has 1, 3 or 4 channels, not " + channels);
        }
        Size size = new Size(width, height);
        if (pixels.length != (long) channels * height * width) {
            throw new BadInputException(
                    "a picture of %s with %d channels has not %d bytes".formatted(size, channels, pixels.length));
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.pixels = pixels;
    }

    /** Gray stays 1 channel, 16 bits become 8, alpha is kept only where some pixel is not opaque. */
    public static Picture of(BufferedImage image) {
        ImageSamples samples = ImageSamples.of(image, ImageSamples.Order.PLANES);
        int channels = samples.alpha().length > 0 ? 4 : samples.gray() ? 1 : 3;
        int plane = samples.width() * samples.height();
        byte[] pixels = channels == 3 ? samples.colours() : Arrays.copyOf(samples.colours(), channels * plane);
        if (channels == 4) {
            System.arraycopy(samples.alpha(), 0, pixels, 3 * plane, plane);
        }
        return new Picture(channels, samples.height(), samples.width(), pixels);
    }

    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public Size size() {
        return new Size(width, height);
    }

    /** [C, H, W], the array itself. */
    public byte[] pixels() {
        return pixels;
    }

    /** One value, 0 to 255. */
    public int at(int channel, int y, int x) {
        return pixels[(channel * height + y) * width + x] & 0xff;
    }

    public BufferedImage toBufferedImage() {
        byte[] alpha = channels == 4 ? Arrays.copyOfRange(pixels, 3 * height * width, 4 * height * width) : new byte[0];
        return new ImageSamples(width, height, channels == 1, ImageSamples.Order.PLANES, pixels, alpha).toImage();
    }

    /** The luma 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601); transparent pixels lie on white. */
    public Picture toGray() {
        if (channels == 1) {
            return this;
        }
        Picture rgb = toRgb();
        int plane = height * width;
        byte[] gray = new byte[plane];
        for (int i = 0; i < plane; i++) {
            int r = rgb.pixels[i] & 0xff;
            int g = rgb.pixels[plane + i] & 0xff;
            int b = rgb.pixels[2 * plane + i] & 0xff;
            gray[i] = (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
        }
        return new Picture(1, height, width, gray);
    }

    /** Three channels; transparent pixels lie on white. */
    public Picture toRgb() {
        if (channels == 3) {
            return this;
        }
        int plane = height * width;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            int value = pixels[channels == 1 ? i % plane : i] & 0xff;
            int alpha = channels == 4 ? pixels[3 * plane + i % plane] & 0xff : OPAQUE;
            rgb[i] = (byte) ((value * alpha + OPAQUE * (OPAQUE - alpha) + OPAQUE / 2) / OPAQUE);
        }
        return new Picture(3, height, width, rgb);
    }

    /**
     * The same picture with 1, 3 or 4 channels; a new alpha channel is opaque.
     *
     * @throws BadInputException for any other number
     */
    public Picture withChannels(int count) {
        if (count == channels) {
            return this;
        }
        return switch (count) {
            case 1 -> toGray();
            case 3 -> toRgb();
            case 4 -> {
                byte[] rgba = Arrays.copyOf(toRgb().pixels, 4 * height * width);
                Arrays.fill(rgba, 3 * height * width, rgba.length, (byte) OPAQUE);
                yield new Picture(4, height, width, rgba);
            }
            default -> throw new BadInputException("a picture has 1, 3 or 4 channels, not " + count);
        };
    }

    /** Area average where a side shrinks, bicubic where it grows; the same bytes on every machine. */
    public Picture resize(Size size) {
        return size.equals(size()) ? this : Resampling.resize(this, size);
    }

    /**
     * The distance |this - other| of each value: black where both agree.
     *
     * @throws BadInputException if sizes or channels differ
     */
    public Picture difference(Picture other) {
        if (channels != other.channels || !size().equals(other.size())) {
            throw new BadInputException("pictures to compare differ in shape: %s with %d channels and %s with %d"
                    .formatted(size(), channels, other.size(), other.channels));
        }
        byte[] distance = new byte[pixels.length];
        for (int i = 0; i < distance.length; i++) {
            distance[i] = (byte) Math.abs((pixels[i] & 0xff) - (other.pixels[i] & 0xff));
        }
        // The distance of two equal alphas is 0: shown as transparency it would hide the distance of the colours.
        return channels == 4
                ? new Picture(3, height, width, Arrays.copyOf(distance, 3 * height * width))
                : new Picture(channels, height, width, distance);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that
                && channels == that.channels
                && height == that.height
                && width == that.width
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * channels + width) + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return "Picture[%d, %d, %d]".formatted(channels, height, width);
    }
}
