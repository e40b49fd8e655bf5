package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.cli.Main;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.error.BadInputException;
import io.diabolo.task.TableAutoencoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of vectors and of arrays; those of {@link SparkFixture}, the first two in a vector, the third in an array with a constant. */
@SuppressWarnings("NullAway.Init") // made before all tests
class VectorCellsTest {

    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.BinaryType)
            .add("v", SQLDataTypes.VectorType())
            .add("w", DataTypes.createArrayType(DataTypes.FloatType))
            .add("k", DataTypes.StringType);

    @TempDir
    static Path folder = Path.of("");

    private static SparkSession session;
    private static AnomalyDetectorModel guard;

    @BeforeAll
    static void fit() {
        session = SparkFixture.session();
        guard = new AnomalyDetectorEstimator()
                .setFalseAlarms(0.05)
                .setSteps(200)
                .fit(frame(rows(600, 1)));
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static Row row(@Nullable Vector v, Float @Nullable [] w, @Nullable String k) {
        return SparkFixture.row(new byte[1], v, w, k);
    }

    private static List<Row> rows(int count, long seed) {
        List<Row> rows = new ArrayList<>();
        for (Row row : SparkFixture.rows(count, seed)) {
            rows.add(row(
                    Vectors.dense(row.getDouble(0), (double) row.getFloat(1)),
                    new Float[] {7f, (float) row.getInt(2)},
                    row.getString(3)));
        }
        return rows;
    }

    private static Dataset<Row> frame(List<Row> rows) {
        return session.createDataFrame(rows, SCHEMA);
    }

    @Test
    void detector_ofVectorsAndArrays_judgesEachNumberAsAColumn() {
        assertThat(guard.columns())
                .extracting(column -> column.name())
                .containsExactly("v[0]", "v[1]", "w[0]", "w[1]", "k");
        List<Row> rows = rows(300, 2);
        rows.add(row(Vectors.dense(2, -4), new Float[] {7f, 1f}, "high"));
        rows.add(row(Vectors.sparse(2, new int[] {1}, new double[] {0.05}), new Float[] {7f, 2f}, "low"));
        rows.add(row(null, new Float[] {7f, null}, null));
        rows.add(row(Vectors.dense(1, 2, 3), new Float[] {7f, 1f}, "high"));
        rows.add(row(Vectors.dense(1, 2), new Float[] {7f}, "high"));
        rows.add(row(Vectors.dense(1, Double.POSITIVE_INFINITY), new Float[] {7f, 1f}, "high"));
        List<Row> judged = guard.transform(frame(rows)).collectAsList();
        assertThat(judged.stream()
                        .limit(300)
                        .filter(row -> row.<Boolean>getAs("abnormal"))
                        .count())
                .isLessThan(45);
        assertThat(judged.get(300).<Boolean>getAs("abnormal")).isTrue();
        assertThat(judged.get(300).<String>getAs("reason")).containsPattern("^(v\\[[01]]|k) is");
        assertThat(judged.get(301).<Boolean>getAs("abnormal")).isFalse();
        assertThat(judged.get(302).<Double>getAs("p_value")).isBetween(0.0, 1.0);
        assertThat(judged.subList(303, 306))
                .extracting(row -> row.<String>getAs("error"))
                .containsExactly(
                        "column 'v' has 3 numbers where the model takes 2",
                        "column 'w' has 1 numbers where the model takes 2",
                        "column 'v[1]' is infinite");
    }

    /** From the command line, on Parquet; text has no arrays, and says so. */
    @Test
    void detect_ofParquetWithArrays_judgesItsRows() throws IOException {
        guard.files().write(Files.createDirectories(folder.resolve("guard")));
        List<Row> rows = rows(40, 3);
        rows.add(row(Vectors.dense(1, 2, 3), new Float[] {7f, 1f}, "high"));
        frame(rows).drop("id").write().parquet(folder.resolve("rows.parquet").toString());
        assertThat(detect("scores.parquet")).isEmpty();
        assertThat(session.read()
                        .parquet(folder.resolve("scores.parquet").toString())
                        .count())
                .isEqualTo(40);
        assertThat(session.read()
                        .parquet(folder.resolve("scores.refused.parquet").toString())
                        .first()
                        .<String>getAs("error"))
                .contains("3 numbers");
        assertThat(detect("scores.csv").lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .contains("text cannot hold the column 'v' (vector), 'w' (array<float>)", ".parquet");
        assertThat(folder.resolve("scores.csv")).doesNotExist();
    }

    /** What is said where it fails. */
    private static String detect(String out) {
        StringWriter said = new StringWriter();
        int code = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(said),
                "detect",
                folder.resolve("guard").toString(),
                folder.resolve("rows.parquet").toString(),
                "--spark",
                "local[2]",
                "--out",
                folder.resolve(out).toString());
        session = SparkFixture.session(); // a command ends the one that there is
        return code == 0 ? "" : said.toString();
    }

    @Test
    void codes_ofAVectorColumn_areThoseOfAsManyColumns() throws IOException {
        StringBuilder csv = new StringBuilder("v[0],v[1],n,k\n");
        SparkFixture.rows(400, 4).forEach(row -> csv.append(row.mkString(",")).append('\n'));
        Path file = Files.writeString(folder.resolve("columns.csv"), csv);
        String model = folder.resolve("model").toString();
        try (TableAutoencoder trained = TableAutoencoder.train(DataSource.open(file, DataOptions.defaults()), 2)) {
            trained.save(Path.of(model));
        }
        Dataset<Row> columns = SparkFixture.frame(session, SparkFixture.rows(100, 5));
        Dataset<Row> vectors = frame(rows(100, 5)).selectExpr("v", "int(w[1]) as n", "k");
        DiaboloEncoder encoder = new DiaboloEncoder().setModel(model);
        List<Row> expected = encoder.transform(
                        columns.withColumnRenamed("a", "v[0]").withColumnRenamed("b", "v[1]"))
                .collectAsList();
        List<Row> found = encoder.transform(vectors).collectAsList();
        for (int i = 0; i < 100; i++) {
            Vector code = found.get(i).getAs("codes");
            assertThat(code.toArray())
                    .containsExactly(expected.get(i).<Vector>getAs("codes").toArray(), within(1e-6));
        }
        // By other names, in the model's order: a cell a column, or a column for each number.
        assertThat(new DiaboloEncoder()
                        .setModel(model)
                        .setInputCols("w", "m", "h")
                        .transform(vectors.toDF("w", "m", "h").selectExpr("h", "m", "w", "m as v"))
                        .select("codes")
                        .collectAsList())
                .isEqualTo(encoder.transform(vectors).select("codes").collectAsList());
        assertThat(new DiaboloEncoder()
                        .setModel(model)
                        .setInputCols("a", "b", "n", "k")
                        .transform(columns)
                        .select("codes")
                        .collectAsList())
                .isEqualTo(expected.stream()
                        .map(row -> RowFactory.create(row.<Vector>getAs("codes")))
                        .toList());
        assertThatThrownBy(() ->
                        new DiaboloEncoder().setModel(model).setInputCols("v").transform(vectors))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("setInputCols names 1 columns, the model takes 3: v, n, k");
        assertThatThrownBy(() -> encoder.transform(vectors.drop("v")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'v[0]' is missing; 'v[1]' is missing");
    }

    @Test
    void row_ofAnotherLength_isRefusedWhereItIsLearned() {
        List<Row> rows = rows(60, 6);
        rows.add(row(Vectors.dense(1), new Float[] {7f, 1f}, "low"));
        assertThatThrownBy(() -> new AnomalyDetectorEstimator().fit(frame(rows)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "1 of the frame's rows cannot be learned from, the first as column 'v' has 1 numbers where the model takes 2: leave them out");
    }

    @Test
    void column_withoutAnyValueOrNumber_isRefusedWhereItIsLearned() {
        for (Float[] nothing : new Float[][] {null, {}}) {
            Dataset<Row> rows = frame(List.of(row(Vectors.dense(1, 2), nothing, "low")));
            assertThatThrownBy(() -> new AnomalyDetectorEstimator().fit(rows))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("'w' has ")
                    .hasMessageContaining("leave it out");
        }
    }
}
