package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityReportTest {

    /** lab is at 0.02 after 40 s (3 epochs) and 0.01 after 160 s (10); Diabolo four times faster, tuned twice. */
    private static QualityResult result(QualityWork work) {
        List<Curve> curves = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            curves.add(of("lab", seed, 10));
            curves.add(of("tuned", seed, 5));
            curves.add(of(Side.DIABOLO, seed, 2.5));
        }
        return new QualityResult(work.id(), "2026-01-01T00:00:00Z", false, machine(), "clothes", curves);
    }

    private static Results.Machine machine() {
        return new Results.Machine("a processor", 2, 8_000_000_000L, "Linux", "17", "");
    }

    private static Curve of(String side, long seed, double slowness) {
        Curve curve = CurveTest.curve(seed, List.of(0.08, 0.02, 0.01), slowness);
        return new Curve(side, seed, "abc1234", side + "'s settings", curve.points());
    }

    @Test
    void table_saysHowManyTimesFewerSecondsASideNeeds() {
        TextTable table = QualityTable.of(List.of(result(QualityWork.MLP_8)));
        assertThat(table.rows()).hasSize(3);
        List<String> diabolo = table.rows().get(0);
        assertThat(diabolo)
                .containsExactly(
                        "mlp-8",
                        "diabolo",
                        "3",
                        "10.0 (12.0)",
                        "4.0x",
                        "40.0 (42.0)",
                        "4.0x",
                        "40.0 (42.0)",
                        "2.0x",
                        "0.01000",
                        "<0.01000",
                        "0.01000",
                        "40.0 (42.0)");
        assertThat(table.rows().get(1)).contains("lab", "40.0 (42.0)", "1.0x", "0.02000");
    }

    @Test
    void table_withoutPeers_hasWhatDiaboloReached() {
        QualityResult alone = new QualityResult(
                "mlp-8", "2026-01-01T00:00:00Z", true, machine(), "glyphs", List.of(of(Side.DIABOLO, 1, 1)));
        assertThat(QualityTable.of(List.of(alone)).rows().get(0)).contains("diabolo", "", "0.01000", "16.0 (18.0)");
    }

    @Test
    void remarks_nameTheChoices_andTheModelsOfAStudy() {
        Curve.Point both = new Curve.Point(3, 10, 12, List.of(0.1, 0.3));
        Curve.Point better = new Curve.Point(3, 5, 7, List.of(0.05, 0.4));
        QualityResult study = new QualityResult(
                "study",
                "2026-01-01T00:00:00Z",
                false,
                machine(),
                "clothes",
                List.of(
                        new Curve("lab", 1, "", "", List.of(both)),
                        new Curve(Side.DIABOLO, 1, "", "", List.of(better))));
        assertThat(QualityTable.remarks(List.of(study)))
                .anyMatch(line ->
                        line.contains("1 of Diabolo's 2 models are better") && line.contains("in 0.50 of its time"));
        assertThat(QualityTable.remarks(List.of(result(QualityWork.MLP_8))))
                .anyMatch(line -> line.contains("tuned chose tuned's settings"));
    }

    @Test
    void result_comesBackFromItsFile(@TempDir Path folder) {
        assertThat(QualityResult.read(folder)).isEmpty();
        QualityResult result = result(QualityWork.CONV_2);
        result.write(folder);
        assertThat(QualityResult.read(folder)).contains(result);
        assertThat(result.has("lab", 3, 10)).isTrue();
        assertThat(result.has("lab", 4, 1)).isFalse();
    }

    @Test
    void with_aLongerCurve_takesThePlaceOfTheShorterOne() {
        Curve curve = of("lab", 1, 10);
        Curve shorter = new Curve("lab", 1, "", "", curve.points().subList(0, 2));
        QualityResult result = new QualityResult("mlp-8", "then", false, machine(), "clothes", List.of(shorter));
        assertThat(result.has("lab", 1, 3)).isTrue();
        assertThat(result.has("lab", 1, 10)).isFalse();
        QualityResult longer = result.with(curve, "now");
        assertThat(longer.curves()).containsExactly(curve);
        assertThat(longer.date()).isEqualTo("now");
    }

    @Test
    void effort_untilEarly_trainsNoLonger() {
        QualityWork.Effort effort = QualityWork.FACES.effort(false).untilEarly();
        assertThat(effort.lengths()).containsExactly(5.0, 10.0, 30.0);
        assertThat(effort.watched()).endsWith(30.0);
    }

    @Test
    void write_makesReportTableAndCharts_ofAllThatWasMeasured(@TempDir Path folder) throws IOException {
        result(QualityWork.MLP_8).write(QualityRun.folder(folder, QualityWork.MLP_8));
        ResultsTest.results().write(Measured.throughput(folder, false));
        Measured measured = Measured.read(folder);
        assertThat(measured.quality()).hasSize(1);
        assertThat(measured.busy()).isEqualTo(Optional.empty());
        BenchReport.write(measured, folder);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("4.0x", "2.00x", "abc1234", "a note");
        assertThat(Files.readString(folder.resolve("table.md")))
                .contains("| mlp-8 | diabolo |", "(charts/mlp-8.png)", "### Images a second", "a step of (a)");
        assertThat(folder.resolve("charts/mlp-8.png")).isNotEmptyFile();
        assertThat(folder.resolve("charts/mlp-8.svg")).isNotEmptyFile();
    }

    @Test
    void block_isReplaced_andWhatIsAroundItStays(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("README.md");
        Files.writeString(document, "before\n<!-- begin results -->\nold\n<!-- end results -->\nafter\n");
        ReadmeBlock.replace(document, "results", "new\n");
        ReadmeBlock.replace(document, "results", "newer\n");
        assertThat(Files.readString(document))
                .isEqualTo("before\n<!-- begin results -->\n\nnewer\n\n<!-- end results -->\nafter\n");
        assertThatThrownBy(() -> ReadmeBlock.replace(document, "another", "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("<!-- begin another -->");
    }

    @Test
    void readme_hasTheBlocksThatReportRewrites(@TempDir Path folder) throws IOException {
        Path document = Files.copy(Path.of("README.md"), folder.resolve("README.md"));
        for (String block : List.of("quality", "throughput", "busy")) {
            ReadmeBlock.replace(document, block, "new " + block);
        }
        assertThat(Files.readString(document)).contains("new quality", "new throughput", "new busy");
    }
}
