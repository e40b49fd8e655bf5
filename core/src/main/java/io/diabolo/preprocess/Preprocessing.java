package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;

/**
 * What stands between raw data and a model: raw values to model values and back. It is learned from the training part alone
 * and saved with the model. The table of ids is the {@code permits} clause; a model folder of format 1 has no id, and means
 * {@link ArrayPreprocessing}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = ArrayPreprocessing.class)
public sealed interface Preprocessing permits ArrayPreprocessing, SeriesPreprocessing, TablePreprocessing {

    /** The shape [C, *S] of a sample as the model sees it. */
    SampleShape shape();

    /** What it takes, in a line. */
    String describe();

    /** What data of this kind is opened as. */
    @JsonIgnore
    default InputFormat format() {
        return InputFormat.of(shape());
    }

    /** The model values of the training data. */
    @JsonIgnore
    ModelRange range();

    /**
     * Reads samples as model values; a missing value becomes {@link ModelRange#fill}.
     *
     * @param values receives [rows, elements of {@link #shape}]
     * @param weights as {@code values}, receives 0 for a missing value and 1 for another; not touched where the data has no
     *     gaps
     * @throws BadInputException if the data is not of the kind that this was learned from
     */
    void read(Dataset data, int[] rows, float[] values, float[] weights);

    /**
     * What fits training data: pictures and arrays by one offset and one scale, series channel by channel, tables column by
     * column.
     *
     * @param train the training part: nothing is learned from the others
     */
    static Preprocessing of(Dataset train) {
        return of(train, Scaling.STANDARD);
    }

    /** @param scaling of a table's numeric columns */
    static Preprocessing of(Dataset train, Scaling scaling) {
        if (!train.columns().isEmpty()) {
            return TablePreprocessing.of(train, scaling);
        }
        return train.shape().kind() == SampleShape.Kind.SERIES
                ? SeriesPreprocessing.of(train)
                : ArrayPreprocessing.of(train);
    }

    /** This, if samples are pictures or arrays. */
    default ArrayPreprocessing asArrays() {
        if (this instanceof ArrayPreprocessing arrays) {
            return arrays;
        }
        throw new BadInputException("this model was trained on %s, not on pictures: give a file of that kind"
                .formatted(shape().kind() == SampleShape.Kind.SERIES ? "series" : "tables"));
    }
}
