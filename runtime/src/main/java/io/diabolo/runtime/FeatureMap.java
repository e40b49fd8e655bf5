package io.diabolo.runtime;

import io.diabolo.error.BadInputException;

/**
 * A grid of feature vectors, shape [H, W, C], the channel fastest: the value of channel c at (row, column) is
 * {@code values[(row * width + column) * channels + c]}.
 *
 * <p>The array is shared, not copied: whoever makes or reads a map knows who else writes to it.
 *
 * @param values H * W * C of them
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureMap(int height, int width, int channels, float[] values) {

    /** The most values that a map may hold: 1 GiB of floats. */
    public static final int MAX_VALUES = 1 << 28;

    public FeatureMap {
        if (size(height, width, channels) != values.length) {
            throw new BadInputException("feature map [%d, %d, %d] must have as many values, has %d; correct its shape"
                    .formatted(height, width, channels, values.length));
        }
    }

    /**
     * A map of zeros.
     *
     * @throws BadInputException for a dimension below 1, or more than {@link #MAX_VALUES} values
     */
    public static FeatureMap zeros(int height, int width, int channels) {
        return new FeatureMap(height, width, channels, new float[size(height, width, channels)]);
    }

    /** The place of channel 0 at (row, column) in {@link #values}. */
    public int at(int row, int column) {
        return (row * width + column) * channels;
    }

    private static int size(int height, int width, int channels) {
        // The product of two of them may fill a long, so the third is only multiplied to what is small enough.
        long positions = (long) height * width;
        if (height < 1 || width < 1 || channels < 1 || positions > MAX_VALUES || positions * channels > MAX_VALUES) {
            throw new BadInputException(
                    "feature map [%d, %d, %d]: each dimension must be at least 1 and their product at most %,d; take smaller tiles"
                            .formatted(height, width, channels, MAX_VALUES));
        }
        return (int) (positions * channels);
    }
}
