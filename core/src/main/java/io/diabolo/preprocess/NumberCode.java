package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;

/**
 * A number: {@code model value = (cell - offset) / scale}.
 *
 * @param name of the column
 * @param offset the mean, or the median
 * @param scale above 0; 1 for a constant column
 */
@JsonTypeName("number")
public record NumberCode(String name, double offset, double scale) implements ColumnCode {

    /** The interquartile range of the standard normal distribution. */
    private static final double NORMAL_RANGE = 1.349;

    public NumberCode {
        if (!(scale > 0) || !Double.isFinite(offset) || !Double.isFinite(scale)) {
            throw new BadInputException("column '%s' needs a finite offset and a scale above 0, was (x - %s) / %s"
                    .formatted(name, offset, scale));
        }
    }

    static NumberCode standard(String name, Moments moments) {
        return new NumberCode(name, moments.mean(), moments.deviation() > 0 ? moments.deviation() : 1);
    }

    /** Where more than half of the values are the same, by mean and standard deviation. */
    static NumberCode robust(String name, QuantileSample sample, Moments moments) {
        double[] quartiles = sample.quantiles(0.25, 0.5, 0.75);
        double range = (quartiles[2] - quartiles[0]) / NORMAL_RANGE;
        return range > 0 ? new NumberCode(name, quartiles[1], range) : standard(name, moments);
    }

    @Override
    public TableColumn column() {
        return TableColumn.number(name);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void encode(double cell, float[] values, int at) {
        values[at] = (float) ((cell - offset) / scale);
    }

    @Override
    public double decode(float[] values, int at) {
        return values[at] * scale + offset;
    }
}
