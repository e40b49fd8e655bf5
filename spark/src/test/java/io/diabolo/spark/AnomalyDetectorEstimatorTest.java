package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.TableDataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.Scaling;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frames of more rows than the driver learns from, and of fewer. */
@SuppressWarnings("NullAway.Init") // made before all tests
class AnomalyDetectorEstimatorTest {

    private static final int ROWS = 4_000;
    private static final int LEARNED = 300;
    private static final int OTHERS = 2_000;

    /** What 300 rows cannot promise, half of them held out. */
    private static final double RATE = 0.001;

    private static SparkSession session;
    private static Dataset<Row> normal;
    private static AnomalyDetectorModel guard;

    @BeforeAll
    static void fit() {
        session = SparkFixture.session();
        Engine.setThreads(1);
        normal = SparkFixture.frame(session, SparkFixture.rows(ROWS, 1))
                .repartition(3)
                .cache();
        guard = estimator().setCalibrationRows(OTHERS).fit(normal);
    }

    private static AnomalyDetectorEstimator estimator() {
        return new AnomalyDetectorEstimator()
                .setFalseAlarms(RATE)
                .setMaxRows(LEARNED)
                .setSteps(150);
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static AnomalyDetector detector(AnomalyDetectorModel model) {
        return model.files().unpacked(AnomalyDetector::load);
    }

    private static ManyRowsFit same() {
        return new ManyRowsFit(new DetectOptions(RATE, 0, 0, 0, 150, 0), LEARNED, OTHERS);
    }

    @Test
    void threshold_ofManyRows_isThatOfTheSameRowsOnOneMachine() {
        ManyRowsFit.Samples samples = same().drawn(normal, ROWS);
        TablePreprocessing preprocessing = FrameStatistics.preprocessing(normal, Scaling.STANDARD);
        FrameColumns columns = FrameColumns.of(normal.schema(), preprocessing.tableColumns());
        try (AnomalyDetector made = detector(guard);
                AnomalyDetector alone =
                        AnomalyDetector.fitPart(columns.dataset(samples.learned()), preprocessing, same().options())) {
            double[] scores = alone.scores(columns.dataset(samples.others())).ensemble();
            // Rows go through the network in other batches.
            assertThat(made.threshold())
                    .isCloseTo(alone.withCalibration(scores, RATE).threshold(), within(1e-4));
            assertThat(made.report().heldOut()).isEqualTo(LEARNED / 7 + OTHERS);
            assertThat(made.options().falseAlarms()).isEqualTo(RATE);
            assertThat(made.preprocessing()).isEqualTo(preprocessing);
        }
    }

    @Test
    void promise_ofManyRows_isKeptByNewOnes() {
        long alarms = guard.transform(SparkFixture.frame(session, SparkFixture.rows(10_000, 2)))
                .filter("abnormal")
                .count();
        assertThat(alarms).isLessThan(50); // 10 are promised
        assertThat(guard.transform(SparkFixture.frame(session, List.of(SparkFixture.row(8.0, -16f, 1, "high"))))
                        .first()
                        .<Boolean>getAs("abnormal"))
                .isTrue();
    }

    /** The rows all differ. */
    @Test
    void samples_ofManyRows_haveNoRowInCommon_andComeFromAllPartitionsAlike() {
        ManyRowsFit.Samples samples = same().drawn(normal, ROWS);
        assertThat(samples.learned()).hasSize(LEARNED);
        assertThat(samples.others()).hasSize(OTHERS);
        Set<Row> different = new HashSet<>(samples.learned());
        different.addAll(samples.others());
        assertThat(different).hasSize(LEARNED + OTHERS);
        assertThat(same().drawn(normal, ROWS)).isEqualTo(samples);
        List<Row> last = normal.javaRDD().collectPartitions(new int[] {2})[0];
        assertThat(samples.learned().stream()
                        .filter(new HashSet<>(last)::contains)
                        .count())
                .isBetween(60L, 140L); // a third of 300
    }

    @Test
    void promise_thatTakesMoreRows_isRefusedBeforeTheTraining() {
        assertThatThrownBy(() -> estimator().setCalibrationRows(900).fit(normal))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("promising 0.001 false alarms takes 999 rows")
                .hasMessageContaining("there are 942")
                .hasMessageContaining("calibrationRows");
        assertThatThrownBy(() -> estimator().setCalibrationRows(-1)).isInstanceOf(BadInputException.class);
    }

    /** Of some columns, which are not the first ones. */
    @Test
    void detector_ofFewRows_isThatOfOneMachine() {
        Dataset<Row> few = SparkFixture.frame(session, SparkFixture.rows(LEARNED, 3));
        AnomalyDetectorModel model = new AnomalyDetectorEstimator()
                .setInputCols("k", "b")
                .setFalseAlarms(0.05)
                .setSteps(50)
                .setMaxRows(LEARNED)
                .fit(few);
        FrameColumns columns = FrameColumns.ofAll(few.select("b", "k"));
        try (AnomalyDetector made = detector(model);
                Table table = columns.table(few.select("b", "k").collectAsList());
                AnomalyDetector alone =
                        AnomalyDetector.fit(TableDataset.of(table), new DetectOptions(0.05, 0, 0, 0, 50, 0))) {
            assertThat(made.conformal().scores()).isEqualTo(alone.conformal().scores());
            assertThat(made.preprocessing()).isEqualTo((Preprocessing) alone.preprocessing());
            assertThat(made.input().columns())
                    .extracting(column -> column.name())
                    .containsExactly("b", "k");
        }
    }
}
