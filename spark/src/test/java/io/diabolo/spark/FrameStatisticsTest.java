package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.TableDataset;
import io.diabolo.error.BadInputException;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.ColumnCode;
import io.diabolo.preprocess.NumberCode;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.QuantileCode;
import io.diabolo.preprocess.Scaling;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.spark.examples.Components;
import io.diabolo.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Preprocessing and principal components of frames in several partitions beside those of the same rows on one machine. */
@SuppressWarnings("NullAway.Init") // made before all tests
class FrameStatisticsTest {

    private static SparkSession session;

    @BeforeAll
    static void start() {
        session = SparkFixture.session();
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    /** Far from 0, with gaps, in seven partitions of which one is empty; the column c is the same in all rows. */
    private static Dataset<Row> frame(int count) {
        List<Row> rows = new ArrayList<>();
        for (Row row : SparkFixture.rows(count, 5)) {
            int i = rows.size();
            rows.add(SparkFixture.row(
                    i % 9 == 0 ? null : 1e4 + row.getDouble(0),
                    row.get(1),
                    row.get(2),
                    i % 8 == 0 ? null : row.get(3)));
        }
        Dataset<Row> frame = SparkFixture.frame(session, rows).withColumn("c", functions.lit(3));
        return frame.repartition(6).union(frame.limit(0).repartition(1));
    }

    private static TablePreprocessing alone(TableDataset data, Scaling scaling) {
        return (TablePreprocessing) Preprocessing.of(data, scaling);
    }

    /** Means and deviations to a relative 1e-12, all else to the bit. */
    private static void requireSame(TablePreprocessing found, TablePreprocessing expected) {
        assertThat(found.tableColumns()).isEqualTo(expected.tableColumns());
        for (int k = 0; k < expected.columns().size(); k++) {
            ColumnCode code = expected.columns().get(k);
            if (code instanceof NumberCode number) {
                NumberCode other = (NumberCode) found.columns().get(k);
                assertThat(other.offset())
                        .isCloseTo(number.offset(), within(1e-12 * Math.max(1, Math.abs(number.offset()))));
                assertThat(other.scale()).isCloseTo(number.scale(), within(1e-12 * number.scale()));
            } else {
                assertThat(found.columns().get(k)).isEqualTo(code);
            }
        }
    }

    @Test
    void preprocessing_ofPartitions_isThatOfOneMachine() {
        Dataset<Row> rows = frame(9_000);
        try (Table table = FrameColumns.ofAll(rows).table(rows.collectAsList())) {
            TableDataset data = TableDataset.of(table);
            for (Scaling scaling : Scaling.values()) {
                requireSame(FrameStatistics.preprocessing(rows, scaling), alone(data, scaling));
            }
            assertThat(data.columns()).extracting(column -> column.name()).containsExactly("a", "b", "n", "k");
        }
        assertThat(FrameStatistics.preprocessing(rows, Scaling.ROBUST, "n").tableColumns())
                .hasSize(1);
    }

    /** Of more rows than quantiles keep, another sample: the same each time, and near what is known of a normal distribution. */
    @Test
    void quantiles_ofManyRows_areThoseOfARandomSample() {
        Dataset<Row> rows = frame(30_000);
        TablePreprocessing found = FrameStatistics.preprocessing(rows, Scaling.QUANTILE, "a");
        assertThat(FrameStatistics.preprocessing(rows, Scaling.QUANTILE, "a")).isEqualTo(found);
        QuantileCode code = (QuantileCode) found.columns().get(0);
        for (int i = 10; i < 90; i += 10) {
            assertThat(code.knots().get(i) - 1e4).isCloseTo(code.scores().get(i), within(0.06));
        }
    }

    @Test
    void rows_thatCannotBeLearnedFrom_areRefusedWithTheirNumberAndTheReason() {
        List<Row> rows = new ArrayList<>(SparkFixture.rows(50, 6));
        rows.add(SparkFixture.row(Double.POSITIVE_INFINITY, 1f, 1, "low"));
        rows.add(SparkFixture.row(1e300, 1f, 1, "low"));
        refused(
                SparkFixture.frame(session, rows).coalesce(1),
                "2 of the frame's rows cannot be learned from",
                "'a' is infinite");
        Dataset<Row> names = SparkFixture.frame(session, SparkFixture.rows(1_500, 7))
                .withColumn("k", functions.concat(functions.lit("name "), functions.col("a")))
                .repartition(4);
        refused(names, "'k': at most 1,000 categories are possible", "leave the column out");
        refused(SparkFixture.frame(session, List.of()), "at least one column");
    }

    private static void refused(Dataset<Row> rows, String... parts) {
        assertThatThrownBy(() -> FrameStatistics.preprocessing(rows, Scaling.STANDARD))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts);
    }

    /** To a relative 1e-8: model values are floats. */
    @Test
    void pca_ofPartitions_isThatOfOneMachine() {
        Dataset<Row> rows = frame(3_000);
        try (Table table = FrameColumns.ofAll(rows).table(rows.collectAsList());
                Pca found = FramePca.fit(rows, 4)) {
            TableDataset data = TableDataset.of(table);
            try (Pca expected = Pca.fit(data, Preprocessing.of(data), 4)) {
                assertThat(found.variances()).containsExactly(expected.variances(), within(1e-8));
                assertThat(Components.variances(rows, 2))
                        .isEqualTo("%.3f, %.3f".formatted(expected.variances()[0], expected.variances()[1]));
                List<Integer> sizes = List.of(0, 1, 2, 4);
                try (Pca own = Pca.fit(data, found.preprocessing(), 4)) {
                    assertThat(found.mse(data, sizes)).containsExactly(own.mse(data, sizes), within(1e-8));
                    assertThat(own.mse(data, sizes)).containsExactly(expected.mse(data, sizes), within(1e-6));
                }
            }
        }
        assertThatThrownBy(() -> FramePca.fit(rows, 0)).isInstanceOf(BadInputException.class);
    }
}
