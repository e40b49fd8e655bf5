package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.TableDataset;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Table;
import io.diabolo.task.TableAutoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before all tests
class DiaboloEncoderTest {

    @TempDir
    static Path folder = Path.of("");

    private static SparkSession session;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        session = SparkFixture.session();
        StringBuilder csv = new StringBuilder("a,b,n,k\n");
        SparkFixture.rows(400, 1).forEach(row -> csv.append(row.mkString(",")).append('\n'));
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, csv);
        model = folder.resolve("model");
        try (TableAutoencoder trained = TableAutoencoder.train(DataSource.open(file, DataOptions.defaults()), 2)) {
            trained.save(model);
        }
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    @Test
    void codes_ofAFrame_areThoseOfTheSameRowsOnOneMachine() throws IOException {
        Dataset<Row> rows =
                SparkFixture.frame(session, SparkFixture.rows(5_000, 2)).repartition(3);
        PipelineModel pipeline = new Pipeline()
                .setStages(new PipelineStage[] {
                    new DiaboloEncoder().setModel(model.toString()).setOutputCol("z")
                })
                .fit(rows);
        String path = folder.resolve("pipeline").toString();
        pipeline.write().save(path);
        List<Row> encoded =
                PipelineModel.load(path).transform(rows).orderBy("a").collectAsList();
        assertThat(encoded).hasSize(5_000);
        try (TableAutoencoder alone = TableAutoencoder.load(model);
                Table table =
                        FrameColumns.of(SparkFixture.SCHEMA, alone.columns()).table(encoded)) {
            Codes codes = alone.encode(TableDataset.of(table, alone.columns()));
            for (int i = 0; i < encoded.size(); i++) {
                Vector code = encoded.get(i).getAs("z");
                assertThat(code.size()).isEqualTo(2);
                assertThat(code.apply(1)).isCloseTo(codes.get(i, 1), within(1e-4));
            }
        }
    }

    @Test
    void row_thatCannotBeEncoded_hasNoCode() {
        List<Row> rows = List.of(SparkFixture.row(Double.NEGATIVE_INFINITY, 1f, 1, "low"));
        Row row = new DiaboloEncoder()
                .setModel(model.toString())
                .transform(SparkFixture.frame(session, rows))
                .first();
        assertThat(row.isNullAt(row.fieldIndex("codes"))).isTrue();
    }

    @Test
    void encoder_withoutAModelOrWithATakenName_isRefused() {
        Dataset<Row> rows = SparkFixture.frame(session, SparkFixture.rows(5, 3));
        assertThatThrownBy(() -> new DiaboloEncoder().transform(rows))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("setModel");
        assertThatThrownBy(() -> new DiaboloEncoder()
                        .setModel(model.toString())
                        .setOutputCol("a")
                        .transform(rows))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'a' already");
    }
}
