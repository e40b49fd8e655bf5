package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and series from end to end: each command on one small model of either. */
class RowCommandsTest {

    private static final int ROWS = 400;

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static Path table = Path.of("");
    private static Path tableModel = Path.of("");
    private static Path sensors = Path.of("");
    private static Path seriesModel = Path.of("");
    private static Shell.Result tableTrained = new Shell.Result(0, "", "");

    /** Readings of two hidden causes, with a time, a remark of its own in each row, a category, and gaps. */
    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("when,remark,temp,load,state,pressure\n");
        StringBuilder series = new StringBuilder("when,temp,load\n");
        for (int row = 0; row < ROWS; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            String time = "2026-01-01 %02d:%02d".formatted(row / 60, row % 60);
            text.append("%s,\"row %d, \"\"as is\"\"\",%s,%s,%s,%.3f%n"
                    .formatted(
                            time,
                            row,
                            row % 7 == 0 ? "" : "%.3f".formatted(20 + 5 * a),
                            row % 11 == 0 ? "NA" : "%.3f".formatted(100 + 30 * a - 10 * b),
                            a > 0 ? "hot" : "cold",
                            1013 + 8 * b));
            series.append("%s,%.4f,%.4f%n".formatted(time, Math.sin(row / 5.0), 50 * Math.cos(row / 5.0)));
        }
        table = Files.writeString(shared.resolve("readings.csv"), text);
        sensors = Files.writeString(shared.resolve("sensors.csv"), series);
        tableModel = shared.resolve("table-model");
        tableTrained = Shell.run(
                "train", "--data", table.toString(), "--latent", "2", "--steps", "300", "--out", tableModel.toString());
        seriesModel = shared.resolve("series-model");
        Shell.run(
                "train",
                "--data",
                sensors.toString(),
                "--series",
                "--columns",
                "temp,load",
                "--window",
                "16",
                "--latent",
                "4",
                "--steps",
                "20",
                "--out",
                seriesModel.toString());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void data_ofATable_saysWhatBecomesOfEachColumn() {
        Shell.Result result = Shell.run("data", table.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("when +time .* left out: a time")
                .containsPattern("remark +text .* left out: text")
                .containsPattern("state +category .* one-hot of 2 and unseen")
                .containsPattern("temp +number .* standardised")
                .doesNotContain("values    floats");
    }

    @Test
    void train_aTableWithGaps_hidesMoreInTrainingAndIsMeasuredWithoutThat() {
        assertThat(tableTrained.code()).as(tableTrained.err()).isZero();
        assertThat(tableTrained.out())
                .contains("mean sample")
                .doesNotContain("PSNR")
                .doesNotContain("its input");
        Shell.Result inspected = Shell.run("inspect", tableModel.toString(), "--json");

        assertThat(inspected.json().at("/model/provenance/plan/corruption/type").asText())
                .isEqualTo("gaps");
        assertThat(inspected.json().at("/model/architecture/mask_input").asBoolean())
                .isTrue();
        assertThat(Shell.run("inspect", tableModel.toString()).out())
                .startsWith("plain mlp autoencoder")
                .contains("input         temp, load, state (2 categories), pressure");
    }

    @Test
    void train_aTableAndASeriesInFrench_saysAllInFrench() {
        Path french = folder.resolve("tableau");
        Shell.Result rows = Shell.run(
                "train",
                "--data",
                table.toString(),
                "--latent",
                "2",
                "--steps",
                "20",
                "--lang",
                "fr",
                "--out",
                french.toString());
        assertThat(rows.code()).as(rows.err()).isZero();
        assertThat(rows.err().replace('\u00a0', ' '))
                .contains("colonne « remark » : texte", "colonne « when » : des dates : laissée de côté")
                .doesNotContain("en anglais", "left out", "column");
        assertThat(rows.out()).contains("donnée moyenne").doesNotContain("mean sample");
        Shell.Result series = Shell.run(
                "train",
                "--data",
                sensors.toString(),
                "--series",
                "--window",
                "16",
                "--latent",
                "4",
                "--steps",
                "20",
                "--lang",
                "fr",
                "--out",
                folder.resolve("capteurs").toString());
        assertThat(series.code()).as(series.err()).isZero();
        assertThat(series.err().replace('\u00a0', ' '))
                .contains("le temps est la colonne « when »")
                .doesNotContain("en anglais", "column");
        Shell.Result eval =
                Shell.run("eval", french.toString(), "--data", table.toString(), "--limit", "300", "--lang", "fr");
        assertThat(eval.code()).as(eval.err()).isZero();
        assertThat(eval.err()).doesNotContain("en anglais", "column");
    }

    @Test
    void eval_ofTheTable_repeatsTheFiguresOfTheTraining() {
        Shell.Result result = Shell.run("eval", tableModel.toString(), "--data", table.toString());

        assertThat(result.code()).as(result.err()).isZero();
        List<String> figures = result.out().lines().toList();
        assertThat(tableTrained.out().lines().toList()).containsAll(figures.subList(0, 4));
    }

    @Test
    void reconstruct_withFill_replacesWhatIsMissingAndCopiesTheRest() throws IOException {
        Path filled = folder.resolve("filled.csv");
        Shell.Result result =
                Shell.run("reconstruct", tableModel.toString(), table.toString(), "--fill", "--out", filled.toString());

        assertThat(result.code()).as(result.err()).isZero();
        List<String> before = lines(table);
        List<String> after = lines(filled);
        assertThat(after).hasSameSizeAs(before);
        for (int row = 0; row < before.size(); row++) {
            if (!before.get(row).contains(",,") && !before.get(row).contains("NA")) {
                assertThat(after.get(row)).isEqualTo(before.get(row));
            }
        }
        // Row 0 lacks temp and load.
        assertThat(after.get(1))
                .startsWith("2026-01-01 00:00,\"row 0, \"\"as is\"\"\",")
                .doesNotContain(",,")
                .doesNotContain("NA");
    }

    @Test
    void reconstruct_withoutFill_keepsTextsAndTimesAndMakesTheRest() throws IOException {
        Path rebuilt = folder.resolve("rebuilt.csv");
        Shell.run("reconstruct", tableModel.toString(), table.toString(), "--out", rebuilt.toString());

        assertThat(lines(rebuilt).get(0)).isEqualTo(lines(table).get(0));
        assertThat(lines(rebuilt).get(3))
                .matches("2026-01-01 00:02,\"row 2, \"\"as is\"\"\",[-0-9.]+,[-0-9.]+,(hot|cold),[-0-9.]+")
                .isNotEqualTo(lines(table).get(3));
    }

    @Test
    void encodeAndDecode_codesWithAndWithoutHeaderAndNames_giveTheSameRows() throws IOException {
        Path codes = folder.resolve("codes.csv");
        Shell.run("encode", tableModel.toString(), table.toString(), "-o", codes.toString());
        List<String> lines = lines(codes);
        assertThat(lines.get(0)).isEqualTo("name,z0,z1");
        assertThat(lines.get(1)).startsWith("readings.csv#2,");
        Path bare = Files.writeString(
                folder.resolve("bare.csv"),
                String.join(
                        "\n",
                        lines.subList(1, lines.size()).stream()
                                .map(line -> line.substring(line.indexOf(',') + 1))
                                .toList()));
        for (Path file : List.of(codes, bare)) {
            Shell.Result result = Shell.run(
                    "decode",
                    tableModel.toString(),
                    file.toString(),
                    "--out",
                    folder.resolve(file.getFileName() + ".rows.csv").toString());
            assertThat(result.code()).as(result.err()).isZero();
        }

        assertThat(lines(folder.resolve("codes.csv.rows.csv")))
                .hasSize(ROWS + 1)
                .isEqualTo(lines(folder.resolve("bare.csv.rows.csv")))
                .startsWith("temp,load,state,pressure");
    }

    @Test
    void reconstruct_windows_givesTheChannelsBackWithTheirTimes() throws IOException {
        Path rebuilt = folder.resolve("rebuilt.csv");
        Shell.Result result =
                Shell.run("reconstruct", seriesModel.toString(), sensors.toString(), "--out", rebuilt.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(lines(rebuilt)).hasSize(ROWS + 1).startsWith("when,temp,load");
        assertThat(lines(rebuilt).get(1)).startsWith("2026-01-01 00:00,");
    }

    @Test
    void decode_windows_namesTheirChannels() throws IOException {
        Path codes = folder.resolve("codes.csv");
        Path windows = folder.resolve("windows.csv");
        Shell.run("encode", seriesModel.toString(), sensors.toString(), "-o", codes.toString());
        Shell.run("decode", seriesModel.toString(), codes.toString(), "--out", windows.toString());

        assertThat(lines(windows).get(0)).startsWith("temp_0,temp_1,").endsWith(",load_14,load_15");
    }

    /** A model folder that was copied without the record of its training still knows its channels. */
    @Test
    void eval_ofAModelWithoutItsTrainingFile_findsTheChannelsByName() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(seriesModel.resolve(name), copy.resolve(name));
        }
        Shell.Result whole = Shell.run("eval", seriesModel.toString(), "--data", sensors.toString());
        Shell.Result result = Shell.run("eval", copy.toString(), "--data", sensors.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(whole.out());
    }

    @Test
    void eval_ofWindowsWhoseColumnWasRenamed_namesBoth() throws IOException {
        Path lacking = Files.writeString(
                folder.resolve("lacking.csv"), Files.readString(sensors).replace("load", "loads"));
        Shell.Result result = Shell.run("eval", seriesModel.toString(), "--data", lacking.toString());

        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains("is 'load' now called 'loads'?");
    }

    @Test
    void model_ofWindowsWithoutNames_isStillRead() throws IOException {
        Path old = Files.createDirectory(folder.resolve("old"));
        Files.copy(seriesModel.resolve("model.safetensors"), old.resolve("model.safetensors"));
        Files.writeString(
                old.resolve("config.json"),
                Files.readString(seriesModel.resolve("config.json")).replaceAll("\"name\" *: *\"(load|temp)\",", ""));
        Shell.Result result = Shell.run("inspect", old.toString(), "--json");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Json.text(result.json().at("/model/preprocessing/channels"))).doesNotContain("load");
    }
}
