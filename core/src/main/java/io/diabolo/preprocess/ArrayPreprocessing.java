package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;

/**
 * Pictures and arrays: {@code model value = (raw value - offset) / scale}, and the shape that pictures are brought to.
 *
 * @param shape [C, *S] of a sample
 * @param bytes whether raw values are bytes 0 to 255; floats otherwise
 * @param offset subtracted from raw values
 * @param scale divides them, above 0
 * @param low the smallest model value that occurs
 * @param high the largest model value that occurs
 */
@JsonTypeName("array")
public record ArrayPreprocessing(SampleShape shape, boolean bytes, double offset, double scale, double low, double high)
        implements Preprocessing {

    public ArrayPreprocessing {
        if (!(scale > 0) || !Double.isFinite(offset) || !Double.isFinite(scale) || !(low <= high)) {
            throw new BadInputException("preprocessing needs a finite offset and a scale above 0, was (x - %s) / %s"
                    .formatted(offset, scale));
        }
    }

    /**
     * Bytes become [0, 1]; floats in [0, 1] stay; other floats are standardised by the mean and the standard deviation of
     * all their values.
     */
    static ArrayPreprocessing of(Dataset train) {
        if (train.isBytes()) {
            return new ArrayPreprocessing(train.shape(), true, 0, 255, 0, 1);
        }
        Moments all = Moments.ofChannels(train, 1).get(0);
        if (all.min() >= 0 && all.max() <= 1) {
            return new ArrayPreprocessing(train.shape(), false, 0, 1, 0, 1);
        }
        double scale = all.deviation() > 0 ? all.deviation() : 1;
        return new ArrayPreprocessing(
                train.shape(),
                false,
                all.mean(),
                scale,
                (all.min() - all.mean()) / scale,
                (all.max() - all.mean()) / scale);
    }

    @Override
    public String describe() {
        return "%s, offset %.6g, scale %.6g".formatted(bytes ? "bytes" : "floats", offset, scale);
    }

    @Override
    public ModelRange range() {
        return ModelRange.ofLevels(low, high);
    }

    @Override
    public void read(Dataset data, int[] rows, float[] values, float[] weights) {
        if (data.shape().elements() != shape.elements()) {
            throw new BadInputException(
                    "%s holds samples %s, the model takes %s".formatted(data.name(), data.shape(), shape));
        }
        data.gather(rows, values);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - offset) / scale);
        }
        if (data.hasGaps()) {
            Gaps.fill(values, weights, (float) range().fill());
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
        double factor = 255 / range().peak();
        double shift = 0.5 - low * factor; // a cast rounds down
        for (int i = 0; i < elements; i++) {
            int value = (int) (values[index * elements + i] * factor + shift);
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return new Picture(shape.channels(), shape.height(), shape.width(), pixels);
    }
}
