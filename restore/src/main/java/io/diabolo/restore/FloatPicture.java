package io.diabolo.restore;

import io.diabolo.error.BadInputException;

/**
 * A picture of floats, planar [C, H, W], in the units of 8 bits but neither rounded nor limited: noise may lead beyond 0 and
 * 255.
 *
 * @param channels 1 gray, or 3 R, G, B
 * @param values [C, H, W], the array itself, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record FloatPicture(int channels, int height, int width, float[] values) {

    public FloatPicture {
        boolean sized = height >= 1 && width >= 1 && (long) channels * height * width == values.length;
        if ((channels != 1 && channels != 3) || !sized) {
            throw new BadInputException("a picture [%d, %d, %d] must have 1 or 3 channels and as many values, has %d"
                    .formatted(channels, height, width, values.length));
        }
    }

    /** Of zeros. */
    static FloatPicture zeros(int channels, int height, int width) {
        return new FloatPicture(channels, height, width, new float[channels * height * width]);
    }

    /** The place of a value in {@link #values}. */
    public int at(int channel, int y, int x) {
        return (channel * height + y) * width + x;
    }

    /** Of values 0 to 1. */
    Samples samples() {
        return (channel, y, x) -> values[at(channel, y, x)] / 255f;
    }
}
