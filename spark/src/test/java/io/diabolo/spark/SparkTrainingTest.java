package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.cli.Main;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.DataReading;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.PlanChoice;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.json.Json;
import io.diabolo.preprocess.Scaling;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose workers are threads of this process. */
class SparkTrainingTest {

    @TempDir
    Path folder = Path.of("");

    private Path table = Path.of("");

    @BeforeEach
    void tables() throws IOException {
        table = TrainingFixture.table(folder);
    }

    private static TrainOutcome onTwo(TrainRequest request, JobControl control) {
        return ClusterJobs.installed().train(new ClusterTraining("local[2]", 2, 1, request), control);
    }

    private static byte[] weights(Path model) throws IOException {
        return Files.readAllBytes(model.resolve("model.safetensors"));
    }

    @Test
    void train_onTwoWorkers_hasTheBitsOfOneMachineWithTwoThreads_andLeavesWhatThatLeaves() throws IOException {
        TrainOutcome alone = TrainingFixture.alone(TrainingFixture.request(table, folder.resolve("alone"), 60), 2);
        List<String> notes = new ArrayList<>();
        Path out = folder.resolve("out");
        TrainOutcome outcome =
                onTwo(TrainingFixture.request(table, out, 60), JobControl.none().withNotes(notes::add));

        assertThat(weights(out)).isEqualTo(weights(folder.resolve("alone")));
        assertThat(outcome.model()).isEqualTo(out.toString());
        // A worker measures with one thread, and adds up in another order.
        assertThat(Objects.requireNonNull(outcome.test()).mse())
                .isCloseTo(Objects.requireNonNull(alone.test()).mse(), within(1e-6));
        assertThat(outcome.training().steps()).isEqualTo(60);
        assertThat(names(out)).isEqualTo(names(folder.resolve("alone")));
        // Later commands find the data where the user has it, not where a worker had its copy.
        JsonNode saved = Json.read(out.resolve("training.json"), JsonNode.class);
        assertThat(saved.path("data").asText()).isEqualTo(table.toString());
        assertThat(out.resolve("README.md")).content().startsWith("# out\n");
        assertThat(notes).anyMatch(note -> note.startsWith("nodes: ")).anyMatch(note -> note.contains("step 60 of 60"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void train_stopped_leavesACheckpointFromWhichItGoesOnWithTheBitsOfTheUnbrokenOne() throws IOException {
        Path out = folder.resolve("out");
        TrainRequest request = TrainingFixture.request(table, out, 200);
        AtomicBoolean stop = new AtomicBoolean();
        TrainOutcome stopped = onTwo(
                request,
                JobControl.none().withStop(stop::get).withProgress(share -> stop.set(stop.get() || share > 0.2)));
        assertThat(stopped.interrupted()).isTrue();
        assertThat(stopped.training().steps()).isBetween(1L, 199L);
        assertThat(names(out)).contains("checkpoint.safetensors").doesNotContain("model.safetensors");
        assertThatThrownBy(() -> onTwo(request, JobControl.none()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("holds an unfinished training");

        onTwo(request.with(request.output().with(Output.Existing.RESUME)), JobControl.none());
        TrainingFixture.alone(TrainingFixture.request(table, folder.resolve("alone"), 200), 2);
        assertThat(weights(out)).isEqualTo(weights(folder.resolve("alone")));
        assertThat(names(out)).isEqualTo(names(folder.resolve("alone")));
    }

    @Test
    void train_ofParquet_learnsFromTheSameRows() throws IOException {
        SparkSession session = SparkFixture.session();
        Path parquet = folder.resolve("rows.parquet");
        try {
            Dataset<Row> rows = session.read()
                    .option("header", true)
                    .option("nullValue", "NA")
                    .option("inferSchema", true)
                    .csv(table.toString());
            assertThat(rows.schema().apply("a").dataType()).isEqualTo(DataTypes.DoubleType);
            rows.coalesce(1).write().parquet(parquet.toString());
        } finally {
            session.stop();
        }
        Path ofText = folder.resolve("of-text");
        Path ofParquet = folder.resolve("of-parquet");
        onTwo(TrainingFixture.request(table, ofText, 20), JobControl.none());
        onTwo(TrainingFixture.request(parquet, ofParquet, 20), JobControl.none());
        assertThat(weights(ofParquet)).isEqualTo(weights(ofText));
    }

    @Test
    void command_ofTwoWorkers_answersAsWithoutACluster() throws IOException {
        Path out = folder.resolve("out");
        String[] command = {
            "train",
            "--data",
            table.toString(),
            "--spark",
            "local[2]",
            "--workers",
            "2",
            "--latent",
            "2",
            "--steps",
            "30",
            "--out",
            out.toString(),
            "--json"
        };
        StringWriter answer = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = Main.run(new PrintWriter(answer), new PrintWriter(errors), command);
        assertThat(code).as(errors.toString()).isZero();
        JsonNode json = Json.parse(answer.toString(), JsonNode.class);
        assertThat(json.path("model").asText()).isEqualTo(out.toString());
        assertThat(json.path("training").path("steps").asInt()).isEqualTo(30);
        assertThat(json.path("test").path("mse").isNumber()).isTrue();
        // What follows needs no cluster.
        assertThat(Main.run(new PrintWriter(answer), new PrintWriter(errors), "eval", out.toString()))
                .as(errors.toString())
                .isZero();
    }

    @Test
    void train_whatCannotBe_isRefusedInOneLine_andLeavesNothing() throws IOException {
        Path out = folder.resolve("out");
        TrainRequest request = TrainingFixture.request(table, out, 20);
        refused(() -> new ClusterTraining("local[2]", 1, 1, request), "has 2 to 1,024 workers, was asked for 1");
        refused(
                () -> new ClusterTraining("local[2]", 2, 1, TrainRequest.into(out)),
                "learns from a table, and none is named");
        refused(
                () -> ClusterJobs.installed().train(new ClusterTraining("local[2]", 3, 1, request), JobControl.none()),
                "local[2] has room for 2 of the 3 workers");
        refused(
                () -> ClusterJobs.installed().train(new ClusterTraining("local[3]", 2, 2, request), JobControl.none()),
                "room for 1 of the 2 workers that were asked for, of 2 threads each");
        refused(() -> onTwo(TrainingFixture.request(folder, out, 20), JobControl.none()), "must end in .parquet");
        // What only the workers find out.
        refused(
                () -> onTwo(request.with(PlanChoice.auto().withSteps(20).withBatch(1)), JobControl.none()),
                "a batch of 1 samples cannot be shared out among 2 machines");
        DataReading target = new DataReading(
                null,
                false,
                false,
                null,
                null,
                0,
                new DataReading.Columns("state", List.of(), List.of(), List.of(), Scaling.STANDARD),
                null);
        assertThatThrownBy(() -> onTwo(request.with(new DataChoice(table.toString(), target)), JobControl.none()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("state")
                .hasMessageContaining("rows.csv")
                .hasMessageNotContaining("/");
        Path broken = Files.writeString(folder.resolve("broken.csv"), "a,b\n1,2\n1,2,3\n");
        refused(
                () -> onTwo(TrainingFixture.request(broken, out, 20), JobControl.none()),
                "broken.csv: the line has another number of cells than the header: 1,2,3");
        assertThatThrownBy(() -> onTwo(request, JobControl.none().withStop(() -> true)))
                .isInstanceOf(CancellationException.class);
        assertThat(out).doesNotExist();
    }

    private static void refused(ThrowingCallable work, String words) {
        assertThatThrownBy(work).isInstanceOf(BadInputException.class).hasMessageContaining(words);
    }

    @Test
    void copy_ofCellsThatNoTableHas_isRefused() {
        SparkSession session = SparkFixture.session();
        try {
            Path file = folder.resolve("copy.csv");
            Dataset<Row> arrays = session.sql("select 1 as a, array(1, 2) as v, map('x', 1) as m");
            refused(
                    () -> TableCopy.write(arrays, file, "t", TableCopy.MOST),
                    "'v' is array<int>, 'm' is map<string,int>; leave them out");
            Dataset<Row> infinite = session.createDataFrame(
                    List.of(SparkFixture.row(Double.POSITIVE_INFINITY)),
                    new StructType().add("x", DataTypes.DoubleType));
            refused(() -> TableCopy.write(infinite, file, "t", TableCopy.MOST), "column 'x' has an infinite number");
            refused(
                    () -> TableCopy.write(session.sql("select 1 as `a;b`"), file, "t", TableCopy.MOST),
                    "t has one column, 'a;b': separate cells by commas");
            refused(
                    () -> TableCopy.write(session.range(2_000_000).toDF(), file, "t", 2L << 20),
                    "t has more than 2 MB as text");
            assertThat(file).doesNotExist();
        } finally {
            session.stop();
        }
    }

    @Test
    void copy_ofAllKindsOfCells_readsBackAsTheyAre() throws IOException {
        SparkSession session = SparkFixture.session();
        try {
            Path file = folder.resolve("copy.csv");
            TableCopy.write(
                    session.sql(
                            "select 3.0D as whole, 0.1F as small, 1e300D as large, -9223372036854775807L as long, 1.50BD as money, true as yes, double('NaN') as none, null as nothing, 'a,\"b\"' as text, date'2026-01-02' as day"),
                    file,
                    "t",
                    TableCopy.MOST);
            assertThat(Files.readAllLines(file))
                    .containsExactly(
                            "whole,small,large,long,money,yes,none,nothing,text,day",
                            "3,0.1,1.0E300,-9223372036854775807,1.50,true,,,\"a,\"\"b\"\"\",2026-01-02");
        } finally {
            session.stop();
        }
    }

    @Test
    void name_ofACopy_isThatOfTheTable() {
        assertThat(TableCopy.name("/data/readings.csv")).isEqualTo("readings.csv");
        assertThat(TableCopy.name("hdfs://host/day.parquet/")).isEqualTo("day.csv");
        assertThat(TableCopy.name("days/*.csv.gz")).isEqualTo("rows.csv");
        assertThat(TableCopy.name("année #1.tsv")).isEqualTo("ann_e__1.csv");
    }
}
