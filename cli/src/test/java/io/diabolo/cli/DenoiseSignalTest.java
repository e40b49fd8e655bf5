package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code denoise-signal} as a user types it, and what it says to bad input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DenoiseSignalTest {

    private static final int ROWS = 1_200;

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private final double[] clean = new double[ROWS];
    private Path trained = Path.of("");

    /** A wave that is seen through noise, with gaps, between columns of other kinds. */
    @BeforeAll
    void files() throws IOException {
        Random random = new Random(4);
        StringBuilder noisy = new StringBuilder("when;temp;note;load\n");
        StringBuilder pure = new StringBuilder("temp,load\n");
        for (int t = 0; t < ROWS; t++) {
            clean[t] = 20 + 5 * Math.sin(t / 30.0);
            double load = t % 40 < 20 ? 3 : -3;
            String temp = t % 100 < 5
                    ? ""
                    : "%.4f".formatted(clean[t] + random.nextGaussian()).replace('.', ',');
            noisy.append("2026-01-01 %02d:%02d;%s;\"row %d; as is\";%s%n"
                    .formatted(
                            t / 60,
                            t % 60,
                            temp,
                            t,
                            "%.4f".formatted(load + random.nextGaussian()).replace('.', ',')));
            pure.append("%.4f,%.4f%n".formatted(clean[t], load));
        }
        Files.writeString(shared.resolve("noisy.csv"), noisy);
        Path data = Files.writeString(shared.resolve("pure.csv"), pure);
        trained = shared.resolve("denoiser");
        Shell.Result result = Shell.run(
                "denoise-signal",
                "train",
                "--data",
                data.toString(),
                "--columns",
                "2,1",
                "--window",
                "64",
                "--stride",
                "8",
                "--corrupt",
                "gaussian:10..40",
                "--steps",
                "60",
                "--batch",
                "16",
                "--out",
                trained.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("Kalman smoother", "this model", "load", "temp", "dB, mean of the columns");
        assertThat(Files.readString(trained.resolve("README.md"))).contains("gaussian:10..40", "Kalman smoother");
    }

    @BeforeEach
    void copy() throws IOException {
        Files.copy(shared.resolve("noisy.csv"), folder.resolve("noisy.csv"));
    }

    private Shell.Result run(String... arguments) {
        return Shell.run(Stream.concat(
                        Stream.of("denoise-signal"),
                        Stream.of(arguments).map(argument -> argument.replace("{}", folder.toString())))
                .toArray(String[]::new));
    }

    private static List<String[]> rows(Path file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        Files.readAllLines(file).forEach(line -> rows.add(line.split(";(?! as)", -1)));
        return rows;
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(',', '.'));
    }

    @Test
    void denoise_tableWithGaps_writesItAgainCleanWithIntervals() throws IOException {
        Shell.Result result = run("{}/noisy.csv");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("noisy-clean.csv", "1,200 rows", "temp");
        List<String[]> before = rows(folder.resolve("noisy.csv"));
        List<String[]> after = rows(folder.resolve("noisy-clean.csv"));
        assertThat(after.get(0))
                .containsExactly(
                        "when", "temp", "note", "load", "temp_lower", "temp_upper", "load_lower", "load_upper");
        double squares = 0;
        int within = 0;
        for (int t = 0; t < ROWS; t++) {
            String[] row = after.get(t + 1);
            assertThat(row[0]).isEqualTo(before.get(t + 1)[0]);
            assertThat(row[2]).isEqualTo(before.get(t + 1)[2]);
            squares += Math.pow(number(row[1]) - clean[t], 2);
            within += number(row[4]) <= clean[t] && clean[t] <= number(row[5]) ? 1 : 0;
        }
        assertThat(squares / ROWS).isLessThan(0.15);
        assertThat(within).isBetween((int) (0.85 * ROWS), ROWS);
    }

    @Test
    void denoise_fill_keepsKnownCellsAsTheyStand() throws IOException {
        assertThat(run("{}/noisy.csv", "--fill", "--columns", "2", "-o", "{}/filled.csv")
                        .code())
                .isZero();
        List<String[]> before = rows(folder.resolve("noisy.csv"));
        List<String[]> after = rows(folder.resolve("filled.csv"));
        for (int t = 1; t <= ROWS; t++) {
            assertThat(after.get(t)[3]).isEqualTo(before.get(t)[3]);
            if (before.get(t)[1].isEmpty()) {
                assertThat(number(after.get(t)[1])).isBetween(10.0, 30.0);
            } else {
                assertThat(after.get(t)[1]).isEqualTo(before.get(t)[1]);
            }
        }
    }

    @Test
    void denoise_withAModel_takesItsColumnsByName() throws IOException {
        Shell.Result result = run("{}/noisy.csv", "--model", trained.toString(), "--out", "{}/out.csv", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode columns = result.json().get("columns");
        assertThat(columns.get(1).get("name").asText()).isEqualTo("load");
        assertThat(columns.get(0).get("gaps").asInt()).isEqualTo(60);
        assertThat(number(rows(folder.resolve("out.csv")).get(300)[1])).isBetween(12.0, 28.0);
    }

    @Test
    void denoise_report_hasChartsWithResiduals() throws IOException {
        assertThat(run("{}/noisy.csv", "--report", "{}/findings", "--lang", "fr")
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("findings/report.html"))).contains("Signaux sans bruit", "temp");
        assertThat(folder.resolve("findings/charts/signal-1.png")).exists();
        assertThat(folder.resolve("findings/numbers/residuals-2.csv")).exists();
    }

    @Test
    void denoise_arrayAndRecord_areSignalsToo() throws IOException {
        float[][] matrix = new float[200][2];
        for (int t = 0; t < matrix.length; t++) {
            matrix[t][0] = t;
            matrix[t][1] = (float) Math.sin(t / 9.0) + (t * 7 % 5) * 0.1f;
        }
        Npy.writeMatrix(folder.resolve("a.npy"), matrix);
        assertThat(run("{}/a.npy", "--columns", "2", "-o", "{}/b.npy").code()).isZero();
        assertThat(Npy.readMatrix(folder.resolve("b.npy"))).hasDimensions(200, 1);
        // The first column counts rows: it is the time.
        assertThat(run("{}/a.npy", "-o", "{}/b.csv").err()).contains("time is the column 'x0'");
        assertThat(rows(folder.resolve("b.csv")).get(0)).containsExactly("x1,x1_lower,x1_upper");

        byte[] samples = new byte[2 * 300];
        for (int t = 0; t < 300; t++) {
            int value = (int) (100 * Math.sin(t / 9.0)) + t * 7 % 5;
            samples[2 * t] = (byte) value;
            samples[2 * t + 1] = (byte) (value >> 8);
        }
        Files.write(folder.resolve("r.dat"), samples);
        Files.writeString(folder.resolve("r.hea"), "r 1 360 300\nr.dat 16 100/mV\n");
        assertThat(run("{}/r.hea").code()).isZero();
        assertThat(folder.resolve("r-clean.csv")).exists();
        Shell.Result described = Shell.run("data", folder.resolve("r.hea").toString(), "--series", "--window", "16");
        assertThat(described.code()).as(described.err()).isZero();
        assertThat(described.err()).contains("1 signals at 360 samples a second");
    }

    @Test
    void train_stoppedAndResumed_endsWithTheSameWeights() throws IOException {
        List<String> options = List.of(
                "denoise-signal",
                "train",
                "--data",
                shared.resolve("pure.csv").toString(),
                "--window",
                "64",
                "--steps",
                "12",
                "--batch",
                "8");
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        assertThat(Shell.run(with(options, "--out", whole.toString())).code()).isZero();
        int[] asked = {0};
        Shell.Result stopped = Shell.runUntil(() -> ++asked[0] > 6, with(options, "--out", parts.toString()));
        assertThat(stopped.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("go on with: ./diabolo denoise-signal train --resume --out");
        assertThat(Shell.run("inspect", parts.toString()).err())
                .contains("unfinished training", "./diabolo denoise-signal train --resume --out " + parts)
                .hasLineCount(1);
        assertThat(Shell.run("denoise-signal", "train", "--resume", "--out", parts.toString())
                        .code())
                .isZero();
        assertThat(parts.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    private static String[] with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void badInput_endsInOneLineAndWritesNothing() throws IOException {
        Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n");
        Files.writeString(folder.resolve("two.csv"), "a,b\n1,2\n2,3.5\n");
        StringBuilder odd = new StringBuilder("level,flat,word\n");
        StringBuilder spoilt = new StringBuilder("level\n");
        for (int t = 0; t < 40; t++) {
            odd.append("%s,5,%s%n".formatted(t * 13 % 7, t % 2 == 0 ? "up" : "down"));
            spoilt.append(t == 20 ? "broken\n" : t * 1.37 % 7 + "\n");
        }
        Files.writeString(folder.resolve("odd.csv"), odd);
        Files.writeString(folder.resolve("spoilt.csv"), spoilt);
        Files.writeString(folder.resolve("taken.csv"), "x");
        refused(3, "it has 1 row; a signal needs at least 10", "{}/one.csv");
        refused(3, "a signal needs at least 10", "{}/two.csv");
        refused(3, "line 22, column 'level': text in a numeric column: 'broken'", "{}/spoilt.csv");
        refused(3, "column 'flat': all its values are 5", "{}/odd.csv", "--columns", "level,flat");
        refused(3, "column 'word'", "{}/odd.csv", "--columns", "level,word");
        refused(3, "there is no column 9; its columns are 1 to 3: level, flat, word", "{}/odd.csv", "--columns", "9");
        refused(3, "did you mean 'level'", "{}/odd.csv", "--columns", "lvel");
        refused(3, "taken.csv exists", "{}/odd.csv", "-o", "{}/taken.csv");
        refused(3, "must end in .csv", "{}/odd.csv", "-o", "{}/result.xlsx");
        refused(3, "written over", "{}/odd.csv", "-o", "{}/odd.csv", "--force");
        refused(3, "no such file", "{}/nothing.csv");
        refused(5, "taken.csv is a file where a folder is needed", "{}/noisy.csv", "-o", "{}/taken.csv/x.csv");
        refused(2, "missing required parameter");
        refused(
                3,
                "multiple of 64 rows, has 100: use 128",
                "train",
                "--data",
                "{}/noisy.csv",
                "--window",
                "100",
                "--out",
                "{}/m");
        refused(3, "--data is missing", "train", "--out", "{}/m");
    }

    @Test
    void badInput_ofAModel_endsInOneLine() throws IOException {
        StringBuilder text = new StringBuilder("temp,load\n");
        for (int t = 0; t < 40; t++) {
            text.append("%s,%s%n".formatted(t * 13 % 7, t * 11 % 5));
        }
        Files.writeString(folder.resolve("short.csv"), text);
        refused(3, "40 rows, fewer than the 64 of a window", "{}/short.csv", "--model", trained.toString());
        refused(
                3,
                "the model takes 2: [temp, load]",
                "{}/noisy.csv",
                "--columns",
                "temp",
                "--model",
                trained.toString());
        Path other = shared.resolve("other");
        if (Files.notExists(other)) {
            Shell.run("train", "--limit", "50", "--steps", "1", "--batch", "4", "--out", other.toString());
        }
        refused(3, "not a denoiser of signals", "{}/noisy.csv", "--model", other.toString());
    }

    private void refused(int code, String says, String... arguments) throws IOException {
        List<Path> before = files(folder);
        Shell.Result result = run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        List<String> lines = result.err()
                .lines()
                .filter(line -> line.startsWith("diabolo: "))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains(says);
        assertThat(files(folder)).isEqualTo(before);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
