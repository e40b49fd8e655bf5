package io.diabolo.spark;

import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.linear.GramMatrix;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Scaling;
import io.diabolo.preprocess.TablePreprocessing;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Principal components of a frame of any size: two passes, one for what preprocessing has to know and one for the products of all
 * elements. They are those that {@link Pca#fit} finds in the same rows on one machine, but for rounding.
 */
public final class FramePca {

    private FramePca() {}

    /**
     * The leading components, of standardised numbers and of categories as models see them.
     *
     * @param count K; no more than the number of elements, or of rows less one, are found
     * @param inputCols as {@link FrameStatistics#preprocessing} has them
     * @return to be closed by the caller; {@link Pca#preprocessing} says which columns it takes
     * @throws BadInputException as {@link FrameStatistics#preprocessing}, or if a row becomes more than {@link GramMatrix#MOST_ELEMENTS}
     *     elements
     */
    public static Pca fit(Dataset<?> rows, int count, String... inputCols) {
        Dataset<Row> used = rows.toDF().select(FrameColumns.chosen(rows.schema(), inputCols));
        TablePreprocessing preprocessing = FrameStatistics.of(used, FrameColumns.ofAll(used), Scaling.STANDARD)
                .preprocessing();
        FrameColumns columns = FrameColumns.of(used.schema(), preprocessing.tableColumns());
        int elements = preprocessing.shape().elements();
        GramMatrix gram = InParts.sum(
                used,
                new GramMatrix(elements),
                (number, part) -> gram(part, columns, preprocessing),
                (first, second) -> {
                    first.merge(second);
                    return first;
                });
        return Pca.of(gram, preprocessing, count);
    }

    private static GramMatrix gram(Iterator<Row> rows, FrameColumns columns, TablePreprocessing preprocessing) {
        Engine.setThreads(1);
        GramMatrix gram = new GramMatrix(preprocessing.shape().elements());
        while (rows.hasNext()) {
            gram.add(columns.dataset(Batched.next(rows)), preprocessing);
        }
        return gram;
    }
}
