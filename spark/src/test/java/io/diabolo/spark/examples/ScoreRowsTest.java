package io.diabolo.spark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.spark.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreRowsTest {

    private static final Pattern PROGRAM = Pattern.compile("(?s)\n```java\n(.*?)\n```\n");

    @TempDir
    Path folder = Path.of("");

    @Test
    void stream_inWhichABatchIsDoneAgain_hasEachRowOnce() throws Exception {
        SparkSession session = SparkFixture.session();
        try {
            SparkFixture.frame(session, SparkFixture.rows(400, 1)).write().parquet(at("normal"));
            come(session, 100, 2);
            ScoreRows.main(new String[] {at("normal"), at("incoming"), at("out")});
            assertThat(judged(session)).hasSize(100).allMatch(row -> row.<Double>getAs("score") != null);
            come(session, 50, 3);
            ScoreRows.main(new String[] {at("normal"), at("incoming"), at("out")});
            assertThat(judged(session)).hasSize(150);
            // As if the second run had been killed after it wrote its batch and before that was noted.
            Files.delete(folder.resolve("out/_checkpoint/commits/1"));
            Files.deleteIfExists(folder.resolve("out/_checkpoint/commits/.1.crc"));
            ScoreRows.main(new String[] {at("normal"), at("incoming"), at("out")});
            assertThat(judged(session)).hasSize(150);
            assertThat(folder.resolve("out/_checkpoint/commits/1")).exists();
        } finally {
            session.stop();
        }
    }

    private void come(SparkSession session, int rows, long seed) {
        Dataset<Row> frame = SparkFixture.frame(session, SparkFixture.rows(rows, seed));
        frame.write().mode("append").parquet(at("incoming"));
    }

    private List<Row> judged(SparkSession session) {
        return session.read().parquet(at("out")).collectAsList();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void programs_ofTheDocument_areTheOnesThatRunHere() throws IOException {
        Path examples = Path.of("src/test/java/io/diabolo/spark/examples");
        String source = Files.readString(examples.resolve("ScoreRows.java"))
                + Files.readString(examples.resolve("Components.java"))
                + Files.readString(examples.resolve("Scans.java"));
        List<String> programs;
        try (Stream<java.util.regex.MatchResult> found =
                PROGRAM.matcher(Files.readString(Path.of("../docs/spark.md"))).results()) {
            programs = found.map(program -> program.group(1)).toList();
        }
        assertThat(programs).isNotEmpty().allSatisfy(program -> assertThat(source)
                .contains(program));
    }
}
