package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.cli.Main;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.TableDataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.detect.Finding;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.json.Json;
import io.diabolo.table.Table;
import io.diabolo.task.TableAutoencoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect} and {@code encode} with a cluster that is two threads of this process. */
class SparkCommandsTest {

    @TempDir
    static Path folder = Path.of("");

    private static final int GOOD = 300;

    @BeforeAll
    static void files() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,n,k\n");
        SparkFixture.rows(400, 1).forEach(row -> csv.append(row.mkString(",")).append('\n'));
        Files.writeString(folder.resolve("normal.csv"), csv);
        try (AnomalyDetector guard = AnomalyDetector.fit(
                        DataSource.openWhole(folder.resolve("normal.csv"), DataOptions.defaults()),
                        new DetectOptions(0.05, 0, 0, 0, 200, 0));
                TableAutoencoder model = TableAutoencoder.train(
                        DataSource.open(folder.resolve("normal.csv"), DataOptions.defaults()), 2)) {
            guard.save(folder.resolve("guard"));
            model.save(folder.resolve("model"));
        }
        StringBuilder rows = new StringBuilder("id,a,b,n,k\n");
        List<Row> good = SparkFixture.rows(GOOD, 2);
        for (int i = 0; i < GOOD; i++) {
            rows.append(i).append(',').append(good.get(i).mkString(",")).append('\n');
        }
        rows.append("900,warm,1,2,low\n").append("901,1,2\n").append("902,1e300,1,2,low\n");
        // A missing cell and a category that is new are judged, as they are without a cluster.
        rows.append("903,NA,1,2,low\n").append("904,1,2,2,\"a \"\"new\"\" one\"\n");
        Files.writeString(folder.resolve("rows.csv"), rows);
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private record Result(int code, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private static Result onTwoThreads(String... arguments) {
        return run(Stream.concat(Arrays.stream(arguments), Stream.of("--spark", "local[2]"))
                .toArray(String[]::new));
    }

    private static void refused(Result result, int code, String... parts) {
        assertThat(result.err().lines().toList()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("diabolo: ").contains(parts);
        assertThat(result.code()).isEqualTo(code);
    }

    /** In the order of their numbers, which are text. */
    private static List<Row> read(String name) {
        SparkSession session = SparkFixture.session();
        try {
            return session.read()
                    .parquet(at(name))
                    .orderBy(functions.expr("cast(id as int)"))
                    .collectAsList();
        } finally {
            session.stop();
        }
    }

    @Test
    void detect_ofRowsSomeOfWhichAreUnusable_judgesTheOthersAsOneMachineDoes() {
        Result result = onTwoThreads("detect", at("guard"), at("rows.csv"), "--out", at("scores.parquet"), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = Json.parse(result.out(), JsonNode.class);
        assertThat(json.path("rows").asLong()).isEqualTo(GOOD + 5);
        assertThat(json.path("done").asLong()).isEqualTo(GOOD + 2);
        assertThat(json.path("refused").asText()).isEqualTo(at("scores.refused.parquet"));
        List<Row> judged = read("scores.parquet");
        assertThat(judged).hasSize(GOOD + 2);
        assertThat(judged.get(0).schema().fieldNames())
                .containsExactly("id", "a", "b", "n", "k", "score", "p_value", "abnormal", "reason");
        assertThat(judged.stream().filter(row -> row.<Boolean>getAs("abnormal")).count())
                .isEqualTo(json.path("abnormal").asLong())
                .isPositive();
        assertThat(judged.get(GOOD + 1).<String>getAs("k")).isEqualTo("a \"new\" one");
        try (AnomalyDetector alone = AnomalyDetector.load(folder.resolve("guard"));
                Table table = FrameColumns.of(
                                judged.get(0).schema(), alone.input().columns())
                        .table(judged)) {
            List<Finding> findings =
                    alone.score(TableDataset.of(table, alone.input().columns()));
            for (int i = 0; i < judged.size(); i++) {
                assertThat(judged.get(i).<Double>getAs("score"))
                        .isCloseTo(findings.get(i).score(), within(1e-4));
            }
        }
        assertThat(read("scores.refused.parquet"))
                .extracting(row -> row.<String>getAs("id") + ": " + row.getAs("error"))
                .containsExactly(
                        "900: column 'a' is 'warm', which is no number",
                        "901: the line has another number of cells than the header: 901,1,2",
                        "902: column 'a' is 1.0E300, more than a model can take");
    }

    @Test
    void encode_ofParquet_writesACodeARow_andReplacesOnlyWhenAsked() throws IOException {
        SparkSession session = SparkFixture.session();
        SparkFixture.frame(session, SparkFixture.rows(GOOD, 2)).write().parquet(at("rows.parquet"));
        session.stop();
        Files.createDirectories(folder.resolve("codes.refused.csv"));
        String[] command = {"encode", at("model"), at("row*.parquet"), "-o", at("codes.csv")};
        refused(onTwoThreads(command), 3, "codes.refused.csv exists");
        Result result = onTwoThreads(
                Stream.concat(Arrays.stream(command), Stream.of("--force")).toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("300 rows: 300 codes of 2 numbers, 0 refused");
        assertThat(folder.resolve("codes.refused.csv")).doesNotExist();
        try (Stream<Path> files = Files.list(folder.resolve("codes.csv"))) {
            List<String> lines = files.filter(file -> file.toString().endsWith(".csv"))
                    .flatMap(SparkCommandsTest::lines)
                    .toList();
            assertThat(lines)
                    .contains("a,b,n,k,z0,z1")
                    .filteredOn(line -> !line.startsWith("a,"))
                    .hasSize(GOOD);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void request_thatCannotBeMet_isRefusedInOneLineBeforeSparkStarts() throws IOException {
        String[] detect = {"detect", at("guard"), at("rows.csv"), "--out", at("none.parquet")};
        refused(with(detect, "--spark", "yarn"), 3, "'yarn' is no master", "spark://HOST:PORT");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        refused(with(detect, "--spark", "spark://127.0.0.1:" + port), 3, "does not answer within 5 s");
        refused(with(detect, "--spark", "local", "--watch", "x"), 2, "--watch means nothing with --spark");
        refused(with(detect, "--spark", "local", "--limit", "5"), 2, "--limit means nothing with --spark");
        refused(with(detect, "--force"), 2, "--force means nothing without --spark");
        refused(onTwoThreads("detect", at("guard"), at("rows.csv"), "--out", at("none")), 3, "end in .parquet or .csv");
        refused(onTwoThreads("detect", at("none"), at("rows.csv"), "--out", at("none.csv")), 3, "no such folder");
        refused(
                onTwoThreads("detect", at("model"), at("rows.csv"), "--out", at("none.csv")),
                4,
                at("model") + " is a folder");
        refused(onTwoThreads("encode", at("guard"), at("rows.csv"), "--out", at("none.csv")), 4, at("guard"));
    }

    private static Result with(String[] command, String... more) {
        return run(Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void tables_thatDoNotFit_areRefusedInOneLine_andLeaveNothing() throws IOException {
        Files.writeString(folder.resolve("other.csv"), "id,b,k\n1,2,low\n");
        Files.writeString(folder.resolve("damaged.parquet"), "no Parquet at all, though it is called that");
        String[] before = listed();
        refused(detect("other.csv"), 3, "'a' is missing; 'n' is missing");
        refused(detect("missing.csv"), 3, "missing.csv");
        refused(detect("rows.txt"), 3, "must end in .parquet, .csv or .tsv");
        refused(detect("damaged.parquet"), 4, "damaged.parquet");
        refused(
                onTwoThreads("detect", at("guard"), at("rows.csv"), at("x.parquet"), "--out", at("none.csv")),
                3,
                "2 kinds, csv and parquet");
        ClusterRequest request =
                new ClusterRequest("local[2]", at("guard"), List.of(at("rows.csv")), at("none.csv"), false);
        assertThatThrownBy(() -> ClusterJobs.installed()
                        .detect(request, JobControl.none().withStop(() -> true)))
                .isInstanceOf(CancellationException.class);
        assertThat(listed()).containsExactly(before);
    }

    private static Result detect(String rows) {
        return onTwoThreads("detect", at("guard"), at(rows), "--out", at("none.csv"));
    }

    private static String[] listed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toArray(String[]::new);
        }
    }
}
