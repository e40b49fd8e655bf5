package io.diabolo.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.SampleShape;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Finding;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.spark.examples.Scans;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames of Spark's source {@code binaryFile}, whose column {@code content} has the bytes of a file each. */
@SuppressWarnings("NullAway.Init") // made before all tests
class PictureColumnTest {

    private static final int NORMAL = 120;
    private static final int NEW = 20;

    @TempDir
    static Path folder = Path.of("");

    private static SparkSession session;

    @BeforeAll
    static void start() throws IOException {
        session = SparkFixture.session();
        for (int i = 0; i < NORMAL; i++) {
            PictureFiles.write(folder.resolve("normal/%03d.png".formatted(i)), SparkFixture.picture(16, 12, i));
        }
        for (int i = 0; i < NEW; i++) {
            PictureFiles.write(folder.resolve("new/%02d.png".formatted(i)), SparkFixture.picture(16, 12, i));
        }
        byte[] white = new byte[3 * 16 * 12];
        Arrays.fill(white, (byte) 255);
        PictureFiles.write(folder.resolve("new/%d.png".formatted(NEW)), new Picture(3, 12, 16, white));
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static Dataset<Row> frame(String name) {
        return session.read().format("binaryFile").load(folder.resolve(name).toString());
    }

    private static AnomalyDetectorEstimator estimator() {
        return new AnomalyDetectorEstimator()
                .setInputCols("content")
                .setFalseAlarms(0.05)
                .setSteps(20);
    }

    @Test
    void detector_fittedToBytes_isThatOfTheFolderAndJudgesTheSameWhenReadAgain() throws IOException {
        PipelineModel fitted = new Pipeline()
                .setStages(new PipelineStage[] {estimator()})
                .fit(frame("normal").orderBy("path"));
        String path = folder.resolve("pipeline").toString();
        fitted.write().save(path);
        List<Row> judged = PipelineModel.load(path)
                .transform(frame("new").repartition(3))
                .orderBy("path")
                .collectAsList();
        Path saved = folder.resolve("guard");
        ((AnomalyDetectorModel) fitted.stages()[0]).files().write(saved);
        io.diabolo.data.Dataset normal = DataSource.openWhole(folder.resolve("normal"), DataOptions.defaults());
        io.diabolo.data.Dataset unknown = DataSource.openWhole(folder.resolve("new"), DataOptions.defaults());
        try (AnomalyDetector alone = AnomalyDetector.load(saved);
                AnomalyDetector ofFolder = AnomalyDetector.fit(normal, alone.options())) {
            assertThat(ofFolder.threshold()).isEqualTo(alone.threshold());
            List<Finding> findings = ofFolder.score(unknown);
            assertThat(judged).hasSameSizeAs(findings).hasSize(NEW + 1);
            for (int i = 0; i < findings.size(); i++) {
                double expected = findings.get(i).score();
                // Batches of another size round otherwise, and correlated errors are taken apart: 1.6e-4 was seen.
                assertThat(judged.get(i).<Double>getAs("score"))
                        .isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
                assertThat(judged.get(i).<Boolean>getAs("abnormal"))
                        .isEqualTo(findings.get(i).abnormal());
            }
        }
        assertThat(judged.get(NEW).<Double>getAs("score"))
                .isGreaterThan(judged.subList(0, NEW).stream()
                        .mapToDouble(row -> row.<Double>getAs("score"))
                        .average()
                        .orElseThrow());
    }

    @Test
    void scans_ofTheDocument_areJudged() {
        List<Row> judged = Scans.judged(
                        session,
                        folder.resolve("normal").toString(),
                        folder.resolve("new").toString())
                .orderBy("path")
                .collectAsList();
        // Which files are held out, and so who is an alarm, depends on the order in which Spark lists them.
        assertThat(judged).hasSize(NEW + 1).allSatisfy(row -> {
            assertThat(row.<Double>getAs("score")).isFinite();
            assertThat(row.<Boolean>getAs("abnormal")).isNotNull();
            assertThat(row.isNullAt(row.fieldIndex("error"))).isTrue();
        });
    }

    @Test
    void codes_ofBytesAndOfPaths_areThoseOfTheFolder() {
        Path model = folder.resolve("model");
        io.diabolo.data.Dataset unknown = DataSource.openWhole(folder.resolve("new"), DataOptions.defaults());
        Codes expected;
        try (PictureAutoencoder trained = PictureAutoencoder.train(
                AutoencoderConfig.mlp(SampleShape.picture(3, 12, 16), 3),
                DataSource.open(folder.resolve("normal"), DataOptions.defaults()),
                TrainingPlan.auto().withSteps(20))) {
            trained.save(model);
            expected = trained.encode(unknown);
        }
        Dataset<Row> frame = frame("new").withColumn("file", col("path").substr(6, 10_000));
        for (String column : List.of("content", "file")) {
            List<Row> coded = new DiaboloEncoder()
                    .setModel(model.toString())
                    .setInputCols(column)
                    .transform(frame)
                    .orderBy("path")
                    .collectAsList();
            assertThat(coded).hasSize(NEW + 1);
            for (int i = 0; i < coded.size(); i++) {
                Vector code = coded.get(i).getAs("codes");
                assertThat(code.size()).isEqualTo(3);
                assertThat(code.apply(2)).isCloseTo(expected.get(i, 2), within(1e-4));
            }
        }
    }

    /** More bytes than a batch has, and cells that are none. */
    @Test
    void bytes_thatAreNoPicture_sayWhyAndTheOthersGoOn() throws IOException {
        Path saved = folder.resolve("small-guard");
        estimator().setPictureSize("8x6").fit(frame("normal")).files().write(saved);
        byte[] good = Files.readAllBytes(folder.resolve("new/00.png"));
        byte[] large = Arrays.copyOf(good, 1 << 23);
        List<Row> rows = List.of(
                SparkFixture.row((Object) good),
                SparkFixture.row((Object) new byte[] {1, 2, 3}),
                SparkFixture.row((Object) null),
                SparkFixture.row((Object) large),
                SparkFixture.row((Object) large),
                SparkFixture.row((Object) large),
                SparkFixture.row((Object) good));
        Dataset<Row> frame = session.createDataFrame(rows, new StructType().add("bytes", DataTypes.BinaryType))
                .coalesce(1);
        List<Row> judged = AnomalyDetectorModel.of(saved)
                .setInputCols("bytes")
                .transform(frame)
                .collectAsList();
        assertThat(judged).hasSize(7);
        assertThat(judged.get(1).<String>getAs("error")).startsWith("column 'bytes' cannot be decoded");
        assertThat(judged.get(2).<String>getAs("error")).isEqualTo("column 'bytes' is empty");
        for (int i : new int[] {0, 3, 4, 5, 6}) {
            assertThat(judged.get(i).<Double>getAs("score"))
                    .isCloseTo(judged.get(0).<Double>getAs("score"), within(1e-4));
        }
    }

    @Test
    void fit_onMorePicturesThanAreLearnedFrom_drawsSome() {
        AnomalyDetectorModel fitted = estimator().setMaxRows(100).fit(frame("normal"));
        Path saved = folder.resolve("drawn-guard");
        fitted.files().write(saved);
        try (AnomalyDetector detector = AnomalyDetector.load(saved)) {
            assertThat(detector.report().samples()).isBetween(50, 100);
        }
    }

    @Test
    void frame_whoseColumnsDoNotFit_isRefusedInOneLine() {
        Dataset<Row> normal = frame("normal");
        assertThatThrownBy(() -> new AnomalyDetectorEstimator().fit(normal))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("column 'content' holds bytes: name it alone with setInputCols");
        assertThatThrownBy(() -> estimator().setInputCols("content", "length").fit(normal))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("name it alone");
        assertThatThrownBy(() -> estimator().fit(normal.filter("length < 0")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("holds no picture");
        AnomalyDetectorModel guard = estimator().fit(normal);
        assertThatThrownBy(() -> guard.transform(normal.drop("content")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no column 'content'");
        assertThatThrownBy(() -> guard.setInputCols("length").transform(normal))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'length' is bigint where the model takes pictures");
        assertThatThrownBy(() -> guard.setInputCols("content", "path").transform(normal))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("takes one column, of pictures, where setInputCols names 2");
    }
}
