package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.cli.Main;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code encode} and {@code detect} of pictures with a cluster that is two threads of this process. */
class SparkPicturesTest {

    private static final int NORMAL = 120;
    private static final int NEW = 21;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void files() throws IOException {
        for (int i = 0; i < NORMAL; i++) {
            PictureFiles.write(folder.resolve("normal/%03d.png".formatted(i)), SparkFixture.picture(16, 12, i));
        }
        for (int i = 0; i < NEW; i++) {
            // In colours, and of another size than the model's.
            PictureFiles.write(folder.resolve("new/%d/%02d.png".formatted(i % 2, i)), SparkFixture.picture(32, 24, i));
        }
        byte[] white = new byte[16 * 12];
        Arrays.fill(white, (byte) 255);
        PictureFiles.write(folder.resolve("new/white.png"), new Picture(1, 12, 16, white));
        Files.writeString(folder.resolve("new/0/broken.png"), "no picture");
        byte[] right = new byte[16 * 12];
        for (int i = 0; i < right.length; i++) {
            right[i] = i % 16 < 8 ? 0 : (byte) 255;
        }
        PictureFiles.write(folder.resolve("right.png"), new Picture(1, 12, 16, right));
        done("train", "--data", at("normal"), "--gray", "--latent", "3", "--steps", "30", "--out", at("model"));
        done(
                "detect",
                "fit",
                "--data",
                at("normal"),
                "--false-alarms",
                "5%",
                "--roi",
                at("right.png"),
                "--out",
                at("guard"));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    /** @return what the command answered */
    private static String done(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }

    private static List<Row> read(String name) {
        SparkSession session = SparkFixture.session();
        try {
            return session.read().parquet(at(name)).orderBy("name").collectAsList();
        } finally {
            session.stop();
        }
    }

    private static List<String[]> cells(String name) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(name))) {
            return lines.skip(1)
                    .map(line -> line.split(","))
                    .sorted((a, b) -> a[0].compareTo(b[0]))
                    .toList();
        }
    }

    private static void requireRefused(String name) {
        assertThat(read(name))
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("name")).isEqualTo("0/broken.png"))
                .satisfies(row -> assertThat(row.<String>getAs("error")).contains("broken.png cannot be decoded"));
    }

    @Test
    void encode_ofPictures_writesTheNameAndTheCodeOfEach() throws IOException {
        done("encode", at("model"), at("new"), "-o", at("alone.csv"));
        assertThat(done("encode", at("model"), at("new"), "-o", at("codes.parquet"), "--spark", "local[2]"))
                .contains("23 rows: 22 codes of 3 numbers, 1 refused");
        List<Row> codes = read("codes.parquet");
        List<String[]> alone = cells("alone.csv");
        assertThat(codes.get(0).schema().fieldNames()).containsExactly("name", "z0", "z1", "z2");
        assertThat(codes).hasSameSizeAs(alone).hasSize(NEW + 1);
        for (int i = 0; i < codes.size(); i++) {
            assertThat(codes.get(i).getString(0)).isEqualTo(alone.get(i)[0]);
            for (int unit = 1; unit <= 3; unit++) {
                assertThat(codes.get(i).getFloat(unit)).isCloseTo(Float.parseFloat(alone.get(i)[unit]), within(1e-4f));
            }
        }
        requireRefused("codes.refused.parquet");
    }

    @Test
    void detect_ofPicturesThroughARegion_judgesAsOneMachineDoes() throws IOException {
        done("detect", at("guard"), at("new"), "--out", at("alone"));
        assertThat(done("detect", at("guard"), at("new"), "--out", at("scores.parquet"), "--spark", "local[2]"))
                .contains("23 rows: 22 judged", "1 refused");
        List<Row> scores = read("scores.parquet");
        List<String[]> alone = cells("alone/scores.csv");
        assertThat(scores.get(0).schema().fieldNames())
                .containsExactly("name", "score", "p_value", "abnormal", "reason");
        assertThat(scores).hasSameSizeAs(alone).hasSize(NEW + 1);
        for (int i = 0; i < scores.size(); i++) {
            assertThat(scores.get(i).getString(0)).isEqualTo(alone.get(i)[0]);
            double expected = Double.parseDouble(alone.get(i)[1]);
            assertThat(scores.get(i).getDouble(1)).isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
            assertThat(scores.get(i).getBoolean(3)).isEqualTo(alone.get(i)[3].equals("abnormal"));
        }
        assertThat(scores.get(NEW).getString(0)).isEqualTo("white.png");
        assertThat(scores.get(NEW).getBoolean(3)).isTrue();
        requireRefused("scores.refused.parquet");
    }
}
