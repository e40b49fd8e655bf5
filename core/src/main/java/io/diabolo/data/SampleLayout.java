package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.Arrays;

/**
 * How a file stores one sample: a row [F], or a picture [H, W], [H, W, C] with C of 1, 3 or 4, else [C, H, W]; or, where
 * series are asked for, a series [L] or [C, L].
 *
 * @param channelsLast whether channels vary fastest, so that they must be pulled apart
 */
record SampleLayout(SampleShape shape, boolean channelsLast) {

    /**
     * @param use what the samples are
     * @throws BadInputException if no sample looks like that; the message names the file
     */
    static SampleLayout of(String where, long[] dimensions, ArrayUse use) {
        try {
            int[] d = Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray();
            return use == ArrayUse.SERIES ? series(d) : rowOrPicture(d);
        } catch (BadInputException | ArithmeticException e) {
            throw new BadInputException(
                    "%s: samples of shape %s: %s".formatted(where, Arrays.toString(dimensions), e.getMessage()));
        }
    }

    private static SampleLayout series(int[] d) {
        return switch (d.length) {
            case 1 -> new SampleLayout(SampleShape.series(1, d[0]), false);
            case 2 -> new SampleLayout(SampleShape.series(d[0], d[1]), false);
            default -> throw new BadInputException("[N, L] and [N, C, L] are read as series");
        };
    }

    private static SampleLayout rowOrPicture(int[] d) {
        return switch (d.length) {
            case 1 -> new SampleLayout(SampleShape.row(d[0]), false);
            case 2 -> new SampleLayout(SampleShape.picture(1, d[0], d[1]), false);
            case 3 ->
                isChannels(d[2])
                        ? new SampleLayout(SampleShape.picture(d[2], d[0], d[1]), true)
                        : new SampleLayout(SampleShape.picture(d[0], d[1], d[2]), false);
            default -> throw new BadInputException("[N, F], [N, H, W], [N, H, W, C] and [N, C, H, W] are read");
        };
    }

    private static boolean isChannels(int count) {
        return count == 1 || count == 3 || count == 4;
    }

    byte[] planar(byte[] sample) {
        if (!channelsLast) {
            return sample;
        }
        byte[] planar = new byte[sample.length];
        for (int i = 0; i < sample.length; i++) {
            planar[planarIndex(i)] = sample[i];
        }
        return planar;
    }

    float[] planar(float[] sample) {
        if (!channelsLast) {
            return sample;
        }
        float[] planar = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            planar[planarIndex(i)] = sample[i];
        }
        return planar;
    }

    private int planarIndex(int i) {
        int channels = shape.channels();
        return i % channels * shape.height() * shape.width() + i / channels;
    }
}
