package io.diabolo.spark;

import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What a model takes of a frame's rows: the cells of some columns, or a picture each. */
interface FrameInput extends Serializable {

    /** The share of a batch that a row is, at the model's size; a batch is full when they reach 1. */
    double share(Row row, Preprocessing preprocessing);

    /**
     * The rows of a batch as the model takes them.
     *
     * @param folder of the model
     */
    Taken taken(List<Row> rows, FolderFiles folder, Preprocessing preprocessing);

    /**
     * Rows as a model takes them.
     *
     * @param samples those that it can take, in their order; null if there is none
     * @param problems for each row why the model cannot take it; null where it can
     */
    record Taken(@Nullable Dataset samples, List<@Nullable String> problems) {}
}
