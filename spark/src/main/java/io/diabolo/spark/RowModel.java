package io.diabolo.spark;

import io.diabolo.engine.Engine;
import io.diabolo.preprocess.Preprocessing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a model adds to rows. It travels to the executors by broadcast, each JVM loads it once, and each task computes with one
 * thread. Rows that the model cannot take pass it by.
 *
 * @param <M> the model as it is loaded
 */
interface RowModel<M> extends Serializable {

    /** The model of this JVM. */
    M loaded(FolderFiles files);

    /** How the model takes samples. */
    Preprocessing preprocessing(M model);

    /** @return the cells that are added to each row, in the rows' order */
    List<@Nullable Object[]> added(M model, io.diabolo.data.Dataset rows);

    /** The cells that are added to a row that the model cannot take. */
    @Nullable Object[] refused(String problem);

    /**
     * Adds the cells to each row of a frame.
     *
     * @param schema the frame's, and what is added
     */
    static <M> Dataset<Row> transform(
            Dataset<?> rows, StructType schema, FolderFiles folder, FrameInput input, RowModel<M> work) {
        Broadcast<FolderFiles> files = JavaSparkContext.fromSparkContext(
                        rows.sparkSession().sparkContext())
                .broadcast(folder);
        return rows.toDF()
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) partition -> through(partition, files.value(), input, work),
                        Encoders.row(schema));
    }

    private static <M> Iterator<Row> through(
            Iterator<Row> rows, FolderFiles folder, FrameInput input, RowModel<M> work) {
        M model = work.loaded(folder);
        Preprocessing preprocessing = work.preprocessing(model);
        Engine.setThreads(1);
        return new Batched(
                rows,
                row -> input.share(row, preprocessing),
                batch -> through(batch, model, input.taken(batch, folder, preprocessing), work));
    }

    private static <M> List<Row> through(List<Row> batch, M model, FrameInput.Taken taken, RowModel<M> work) {
        Iterator<@Nullable Object[]> added = taken.samples() == null
                ? List.<@Nullable Object[]>of().iterator()
                : work.added(model, taken.samples()).iterator();
        List<Row> result = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String problem = taken.problems().get(i);
            result.add(Cells.behind(batch.get(i), problem == null ? added.next() : work.refused(problem)));
        }
        return result;
    }

    /** The rows that a model cannot take, with the reason in one more column; no model is needed for that. */
    static Dataset<Row> refused(Dataset<Row> rows, StructType schema, FrameColumns columns) {
        return rows.filter((FilterFunction<Row>) row -> columns.problem(row) != null)
                .map(
                        (MapFunction<Row, Row>) row -> Cells.behind(row, Objects.requireNonNull(columns.problem(row))),
                        Encoders.row(schema));
    }
}
