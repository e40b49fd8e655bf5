package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReduceCommandTest {

    @TempDir
    Path folder = Path.of("");

    /** Six columns on a circle, whose angle PCA needs two numbers for; the label is the half of the circle. */
    private Path circle() throws IOException {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("a,b,c,d,e,f,half\n");
        for (int i = 0; i < 400; i++) {
            double angle = 2.8 * Math.PI * random.nextDouble();
            for (int k = 1; k <= 3; k++) {
                text.append("%.4f,%.4f,".formatted(Math.cos(k * angle / 2), Math.sin(k * angle / 2)));
            }
            text.append(angle < 1.4 * Math.PI ? "low\n" : "high\n");
        }
        return Files.writeString(folder.resolve("circle.csv"), text);
    }

    @Test
    void reduce_table_writesCodesAndComparesWithPca() throws IOException {
        Path out = folder.resolve("codes.csv");
        Shell.Result result = Shell.run(
                "reduce",
                "--data",
                circle().toString(),
                "--target",
                "half",
                "--to",
                "1",
                "--steps",
                "1500",
                "-o",
                out.toString(),
                "--keep",
                folder.resolve("model").toString(),
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(401);
        assertThat(lines.get(0)).isEqualTo("name,z0");
        JsonNode rows = result.json().path("rows");
        assertThat(rows.get(0).path("mse").asDouble())
                .isLessThan(0.6 * rows.get(1).path("mse").asDouble());
        assertThat(rows.get(0).path("trustworthiness").asDouble())
                .isGreaterThan(rows.get(1).path("trustworthiness").asDouble());
        assertThat(rows.get(0).path("knn_accuracy").asDouble()).isBetween(0.7, 1.0);
        assertThat(Shell.run(
                                "encode",
                                folder.resolve("model").toString(),
                                folder.resolve("circle.csv").toString(),
                                "-o",
                                folder.resolve("again.csv").toString())
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("again.csv"))).isEqualTo(Files.readString(out));
    }

    @Test
    void reduce_withMinutes_trainsAsManyStepsAsFit() throws IOException {
        Shell.Result result = Shell.run(
                "reduce",
                "--data",
                circle().toString(),
                "--target",
                "half",
                "--to",
                "1",
                "--minutes",
                "0.01",
                "-o",
                folder.resolve("codes.csv").toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("steps fit in the time");
        assertThat(folder.resolve("codes.csv")).exists();
    }

    @Test
    void reduce_badInput_endsWithOneLine() throws IOException {
        String data = circle().toString();
        Shell.Result many =
                Shell.run("reduce", "--data", data, "--target", "half", "--to", "6", "-o", folder + "/c.csv");
        assertThat(many.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(many.err()).contains("have 6 values: reduce them to fewer");
        Shell.Result none = Shell.run("reduce", "--data", data, "--to", "0", "-o", folder + "/c.csv");
        assertThat(none.err()).contains("at least 1 number");
        Shell.Result kind = Shell.run("reduce", "--data", data, "--to", "2", "-o", folder + "/c.txt");
        assertThat(kind.err()).contains(".npy or .csv");
        assertThat(folder.resolve("c.csv")).doesNotExist();
    }
}
