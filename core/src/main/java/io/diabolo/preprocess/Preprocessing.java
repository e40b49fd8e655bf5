package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;

/**
 * {@code model value = (raw value - offset) / scale}, and the shape that pictures are brought to.
 *
 * @param shape [C, H, W] of a sample
 * @param bytes whether raw values are bytes 0 to 255; floats otherwise
 * @param offset subtracted from raw values
 * @param scale divides them, above 0
 * @param low the smallest model value that occurs
 * @param high the largest model value that occurs
 */
public record Preprocessing(SampleShape shape, boolean bytes, double offset, double scale, double low, double high) {

    public Preprocessing {
        if (!(scale > 0) || !Double.isFinite(offset) || !Double.isFinite(scale) || !(low <= high)) {
            throw new BadInputException("preprocessing needs a finite offset and a scale above 0, was (x - %s) / %s"
                    .formatted(offset, scale));
        }
    }

    /**
     * Bytes become [0, 1]; floats in [0, 1] stay; other floats are standardised by the mean and the standard deviation of
     * all their values.
     *
     * @param train the training part: nothing is learned from the others
     */
    public static Preprocessing of(Dataset train) {
        if (train.isBytes()) {
            return new Preprocessing(train.shape(), true, 0, 255, 0, 1);
        }
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int rows = train.size();
        float[] sample = new float[train.shape().elements()];
        for (int row = 0; row < rows; row++) {
            train.gather(new int[] {row}, sample);
            for (float value : sample) {
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
                squares += (double) value * value;
            }
        }
        if (min >= 0 && max <= 1) {
            return new Preprocessing(train.shape(), false, 0, 1, 0, 1);
        }
        double count = (double) rows * sample.length;
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        double scale = deviation > 0 ? deviation : 1;
        return new Preprocessing(train.shape(), false, mean, scale, (min - mean) / scale, (max - mean) / scale);
    }

    /** Whether all model values are in [0, 1]: what the binary cross-entropy needs. */
    @JsonIgnore
    public boolean isUnitInterval() {
        return low >= 0 && high <= 1;
    }

    /** The distance between the smallest and the largest model value: the peak of PSNR and SSIM. */
    @JsonIgnore
    public double peak() {
        return high > low ? high - low : 1;
    }

    /** Model values of raw floats, in place. */
    public void toModel(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - offset) / scale);
        }
    }

    /** A picture brought to the model's size and channels. */
    public Picture fit(Picture picture) {
        if (!bytes) {
            throw new BadInputException(
                    "this model was trained on arrays of floats, not on pictures: give a .npy file");
        }
        return picture.withChannels(shape.channels()).resize(new Size(shape.width(), shape.height()));
    }

    /**
     * A picture of one sample in model values; values outside of what a picture holds are limited.
     *
     * @param values holds samples one after the other
     * @param index which sample
     * @throws BadInputException if samples of this shape are no pictures
     */
    public Picture toPicture(float[] values, int index) {
        int elements = shape.elements();
        byte[] pixels = new byte[elements];
        double factor = 255 / peak();
        double offset = 0.5 - low * factor; // a cast rounds down
        for (int i = 0; i < elements; i++) {
            int value = (int) (values[index * elements + i] * factor + offset);
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return new Picture(shape.channels(), shape.height(), shape.width(), pixels);
    }
}
