package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiaboloTrainingTest {

    /** What ./diabolo train and study do, as far as the clocks see it: 0.3 s to start, 0.2 s to train, 0.4 s to measure. */
    private static final String LAUNCHER = """
            echo "$@" >> 'FOLDER/commands.txt'
            for word in "$@"; do out=$word; done
            sleep 0.3
            echo 'SAID: the data was dealt out' >&2
            mkdir -p "$out"
            sleep 0.2
            echo 'epoch,step' > "$out/history.csv"
            sleep 0.4
            case "$1" in
              study) echo '{"runs": [{"key": {"model": "mlp", "latent": 2}, "test": {"mse": 0.1}}, {"key": {"model": "conv", "latent": 2}, "test": {"mse": 0.3}}]}' ;;
              *) echo '{"training": {"steps": 422, "epochs": 2.0}}' ;;
            esac
            """;

    /** Stands for the process that measures test errors. */
    private static final String MEASURING = "while read -r line; do echo '{\"value\": 0.25}'; done";

    private static final QualityData.Parts DATA =
            new QualityData.Parts(Path.of("data"), Path.of("train"), Path.of("test"), "name");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void onlyWithAShell() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the launcher is a script of a POSIX shell");
    }

    private List<Curve.Point> curve(QualityWork work, String said, Double... lengths) throws IOException {
        Path launcher = folder.resolve("launcher.sh");
        Files.writeString(
                launcher, LAUNCHER.replace("FOLDER", folder.toString()).replace("SAID", said));
        Side side = new Side("measuring", List.of("sh", "-c", MEASURING), Map.of());
        try (WorkerProcess measuring = WorkerProcess.start(side, folder.resolve("measuring.log"))) {
            return new DiaboloTraining(
                            List.of("sh", launcher.toString()), folder.resolve("models"), folder.resolve("log"), true)
                    .curve(work, DATA, 7, List.of(lengths), measuring);
        }
    }

    @Test
    void curve_hasBothClocks_untilTheLastValidation() throws IOException {
        Curve.Point point = curve(QualityWork.MLP_8, "split", 2.0).get(0);
        assertThat(point.seconds()).isGreaterThan(0.15).isLessThan(point.wholeSeconds() - 0.25);
        assertThat(point.seconds()).isCloseTo(0.2, within(0.3));
        assertThat(point.errors()).containsExactly(0.25);
    }

    @Test
    void curve_ofPartsOfAnEpoch_countsTheirSteps() throws IOException {
        List<Curve.Point> points = curve(QualityWork.CONV_8, "split", 0.5, 2.0);
        assertThat(points).extracting(Curve.Point::epochs).containsExactly(0.5, 2.0);
        assertThat(Files.readAllLines(folder.resolve("commands.txt")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "train --latent 8 --model conv --data data --seed 7 --json --epochs 2 --out"),
                        second -> assertThat(second).contains("--steps 106 ").doesNotContain("--epochs"));
    }

    @Test
    void curve_ofAStudy_hasItsModelsErrors_andEndsWithTheCommand() throws IOException {
        Curve.Point point = curve(QualityWork.STUDY, "split", 1.0).get(0);
        assertThat(point.errors()).containsExactly(0.1, 0.3);
        assertThat(point.seconds()).isGreaterThan(0.55);
    }

    @Test
    void curve_ofACommandThatDoesNotSayWhenItBegan_isRefused() {
        assertThatThrownBy(() -> curve(QualityWork.MLP_8, "divided", 1.0))
                .isInstanceOf(Protocol.WorkerException.class)
                .hasMessageContaining("did not say 'split:'");
    }
}
