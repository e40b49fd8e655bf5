package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {

    private static final String[] SMALL = {
        "study",
        "--models",
        "mlp",
        "--latents",
        "2,4,4",
        "--steps",
        "20",
        "--batch",
        "32",
        "--limit",
        "300",
        "--jobs",
        "1"
    };

    @TempDir
    Path folder = Path.of("");

    @Test
    void study_stoppedThenResumed_endsWithFiguresAndReport() throws IOException {
        Path out = folder.resolve("study");
        AtomicInteger asked = new AtomicInteger();
        Shell.Result stopped = Shell.runUntil(() -> asked.incrementAndGet() > 30, small("--out", out.toString()));
        assertThat(stopped.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("./diabolo study --resume " + out);
        assertThat(out.resolve("study.csv")).doesNotExist();
        assertThat(Shell.run("inspect", out.toString()).err())
                .contains("holds an unfinished study", "./diabolo study --resume " + out)
                .hasLineCount(1);

        Shell.Result resumed = Shell.run("study", "--resume", out.toString(), "--jobs", "2");
        assertThat(resumed.err()).contains("1 of 2 runs were done before", "latents: duplicates dropped");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).contains("PCA", "study.csv");
        assertThat(resumed.out().lines()).last().isEqualTo("report: " + out.resolve("report.html"));
        assertThat(Files.readAllLines(out.resolve("study.csv"))).hasSize(3);
    }

    @Test
    void study_inFrench_saysAllInFrenchAndHasFifteenPointsOnEachCurve() throws IOException {
        Path out = folder.resolve("étude");
        Shell.Result result = Shell.run(small("--out", out.toString(), "--lang", "fr"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains(
                        "étude : mlp x taille latente [2, 4] x 1 graine, ",
                        "répartition\u00a0: ",
                        "latents\u00a0: doublons retirés",
                        "EQM de test 0,",
                        "références : ",
                        "limites : ",
                        "1 entraînement sur 2",
                        "2 entraînements sur 2")
                .doesNotContain("split", "left", "runs", "test MSE");
        assertThat(result.out()).contains("modèle", "taille", "EQM de test", "ACP", "chiffres : ");
        assertThat(result.out().lines()).last().isEqualTo("rapport : " + out.resolve("report.html"));
        List<String> history = Files.readAllLines(out.resolve("runs/mlp-2-0/history.csv"));
        assertThat(history).hasSizeGreaterThanOrEqualTo(1 + 15);
        assertThat(history.get(1)).startsWith("0,0,0.0,,");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("auto-encodeur")
                .doesNotContain("autoencodeur", "en anglais");
    }

    @Test
    void study_configFile_isOptionsWrittenDown() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(
                file,
                "models: [mlp]\nlatents: [2, 4]\nsteps: 20\nbatch: 32\nlimit: 300\njson: true\nout: %s\n"
                        .formatted(folder.resolve("study")));
        Shell.Result result = Shell.run("study", "--config", file.toString(), "--latents", "3");
        assertThat(result.code()).isZero();
        assertThat(result.json().path("plan").path("latents").toString()).isEqualTo("[3]");
        assertThat(result.json().path("environment").path("command").toString()).contains("--latents", "--steps=20");

        Files.writeString(file, "latent: 3\n");
        assertThat(Shell.run("study", "--config", file.toString()).err()).contains("'latent' is no option", "latents");
    }

    @Test
    void study_badOptions_areRefusedInOneLine() {
        for (List<String> bad : List.of(
                List.of("--models", "mpl"),
                List.of("--latents", "2,785"),
                List.of("--seeds", "0"),
                List.of("--resume", folder.toString()),
                List.of("--resume", folder.toString(), "--latents", "2"))) {
            Shell.Result result = Shell.run(
                    small(Stream.concat(Stream.of("--quiet"), bad.stream()).toArray(String[]::new)));
            assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(result.err().lines()).hasSize(1);
        }
    }

    private static String[] small(String... more) {
        return Stream.concat(Arrays.stream(SMALL), Arrays.stream(more)).toArray(String[]::new);
    }
}
