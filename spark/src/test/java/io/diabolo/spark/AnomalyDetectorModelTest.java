package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.TableDataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Finding;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before all tests
class AnomalyDetectorModelTest {

    private static SparkSession session;
    private static AnomalyDetectorModel guard;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void fit() {
        session = SparkFixture.session();
        guard = new AnomalyDetectorEstimator()
                .setFalseAlarms(0.05)
                .setSteps(200)
                .fit(SparkFixture.frame(session, SparkFixture.rows(600, 1)));
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private Path saved() {
        Path detector = folder.resolve("guard");
        guard.files().write(detector);
        return detector;
    }

    @Test
    void transform_ofAFrame_givesTheFiguresOfTheSameRowsOnOneMachine() {
        List<Row> rows = SparkFixture.rows(3_000, 2);
        List<Row> judged = guard.transform(SparkFixture.frame(session, rows).repartition(3))
                .orderBy("a")
                .collectAsList();
        try (AnomalyDetector alone = AnomalyDetector.load(saved());
                Table table = FrameColumns.of(SparkFixture.SCHEMA, alone.input().columns())
                        .table(judged)) {
            List<Finding> findings =
                    alone.score(TableDataset.of(table, alone.input().columns()));
            for (int i = 0; i < judged.size(); i++) {
                Row row = judged.get(i);
                Finding finding = findings.get(i);
                assertThat(row.<Double>getAs("score")).isCloseTo(finding.score(), within(1e-4));
                assertThat(row.<Double>getAs("p_value")).isCloseTo(finding.pValue(), within(5e-3));
            }
        }
        long alarms =
                judged.stream().filter(row -> row.<Boolean>getAs("abnormal")).count();
        assertThat(alarms / 3_000.0).isLessThan(0.1);
    }

    @Test
    void transform_ofStrangeAndUnusableRows_saysWhyOfEach() {
        List<Row> rows = new ArrayList<>(SparkFixture.rows(10, 3));
        rows.add(SparkFixture.row(2.0, -4f, 1, "high"));
        rows.add(SparkFixture.row(Double.POSITIVE_INFINITY, 1f, 1, "low"));
        rows.add(SparkFixture.row(null, 1f, null, "low"));
        rows.add(SparkFixture.row(0.5, 1f, 1, "never seen"));
        List<Row> judged = guard.transform(SparkFixture.frame(session, rows)).collectAsList();
        assertThat(judged).hasSize(14);
        Row strange = judged.get(10);
        assertThat(strange.<Boolean>getAs("abnormal")).isTrue();
        assertThat(strange.<String>getAs("reason")).contains("expected");
        Row infinite = judged.get(11);
        assertThat(infinite.<String>getAs("error")).isEqualTo("column 'a' is infinite");
        assertThat(infinite.isNullAt(infinite.fieldIndex("score"))).isTrue();
        for (int i : new int[] {12, 13}) {
            Row row = judged.get(i);
            assertThat(row.isNullAt(row.fieldIndex("error"))).isTrue();
            assertThat(row.<Double>getAs("p_value")).isBetween(0.0, 1.0);
        }
    }

    /** More than a table may have. */
    @Test
    void transform_ofAThousandCategoriesThatAreNew_judgesThemAll() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            rows.add(SparkFixture.row(0.5, 1f, 1, "new " + i));
        }
        assertThat(guard.transform(SparkFixture.frame(session, rows).coalesce(1))
                        .filter("p_value is not null")
                        .count())
                .isEqualTo(1_500);
    }

    @Test
    void model_writtenBySparkInAPipeline_judgesTheSameWhenItIsReadAgain() throws Exception {
        Dataset<Row> rows = SparkFixture.frame(session, SparkFixture.rows(50, 4));
        String path = folder.resolve("pipeline").toString();
        new Pipeline().setStages(new PipelineStage[] {guard}).fit(rows).write().save(path);
        List<Row> before = guard.transform(rows).collectAsList();
        assertThat(PipelineModel.load(path).transform(rows).collectAsList()).isEqualTo(before);
    }

    @Test
    void frame_thatDoesNotFit_isRefusedWithAllThatIsWrong() {
        Dataset<Row> other = SparkFixture.frame(session, SparkFixture.rows(5, 5))
                .drop("a")
                .withColumn("b", org.apache.spark.sql.functions.lit("text"));
        assertThatThrownBy(() -> guard.transform(other))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'a' is missing")
                .hasMessageContaining("'b' is string where the model takes numbers");
        assertThatThrownBy(() ->
                        new AnomalyDetectorEstimator().setInputCols("nothing").fit(other))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> AnomalyDetectorModel.of(folder.resolve("none")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such folder");
    }
}
