package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.data.TableColumn;
import java.io.Serializable;

/** How one column of a table becomes model values and back. The table of ids is the {@code permits} clause. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ColumnCode extends Serializable permits NumberCode, QuantileCode, CategoryCode {

    /** The column as the model knows it. */
    @JsonIgnore
    TableColumn column();

    /** How many model values a cell becomes. */
    @JsonIgnore
    int width();

    /**
     * Writes the model values of a cell.
     *
     * @param cell a number, or the index of a level; never missing
     * @param values receives {@link #width} values from {@code at} on
     */
    void encode(double cell, float[] values, int at);

    /** The cell that model values mean: a number, or the index of the likeliest level. */
    double decode(float[] values, int at);
}
