package io.diabolo.data;

import io.diabolo.error.BadInputException;

/**
 * The shape [C, H, W] of one sample; a plain vector of F features is [1, 1, F].
 *
 * @param channels C, 1 to 1,024 (pictures: 1 gray, 3 RGB, 4 RGBA)
 * @param height H in pixels, at least 1
 * @param width W in pixels, at least 1
 */
public record SampleShape(int channels, int height, int width) {

    /** The largest number of values that a sample may hold: 256 Mi. */
    public static final long MAX_ELEMENTS = 1L << 28;

    public SampleShape {
        if (channels < 1 || channels > 1024 || height < 1 || width < 1) {
            throw new BadInputException(
                    "sample shape [C, H, W] must be positive with at most 1024 channels, was [%d, %d, %d]"
                            .formatted(channels, height, width));
        }
        if ((long) channels * height * width > MAX_ELEMENTS) {
            throw new BadInputException("sample shape [%d, %d, %d] holds more than %d values"
                    .formatted(channels, height, width, MAX_ELEMENTS));
        }
    }

    /** C x H x W. */
    public int elements() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return "[%d, %d, %d]".formatted(channels, height, width);
    }
}
