package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment of a training, as often as {@code -Ddiabolo.kills=20} says; each takes some seconds. */
@EnabledIfSystemProperty(named = "diabolo.kills", matches = "[1-9]\\d*")
class KillTest {

    private static final String[] OPTIONS = {
        "train",
        "--limit",
        "3000",
        "--steps",
        "600",
        "--batch",
        "64",
        "--latent",
        "8",
        "--variational",
        "--threads",
        "1"
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void train_killedAnywhereAndResumed_endsWithTheBitsOfAnUnbrokenOne(TestReporter reporter)
            throws IOException, InterruptedException {
        Path unbroken = folder.resolve("unbroken");
        long start = System.nanoTime();
        assertThat(process(unbroken).waitFor()).isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        byte[] expected = Files.readAllBytes(unbroken.resolve("model.safetensors"));

        int kills = Integer.getInteger("diabolo.kills");
        Random random = new Random(Long.getLong("diabolo.kills.seed", 1));
        int resumed = 0;
        int anew = 0;
        for (int i = 0; i < kills; i++) {
            Path out = folder.resolve("killed-" + i);
            Process training = process(out);
            if (!training.waitFor(millis / 4 + random.nextLong(millis), TimeUnit.MILLISECONDS)) {
                training.destroyForcibly().waitFor();
            }
            if (!Files.exists(out.resolve("config.json"))) {
                boolean checkpoint = Checkpoint.exists(out);
                resumed += checkpoint ? 1 : 0;
                anew += checkpoint ? 0 : 1;
                assertThat(process(out, checkpoint ? "--resume" : "--force").waitFor())
                        .as("kill %d, %s", i, checkpoint ? "with a checkpoint" : "before the first checkpoint")
                        .isZero();
            }
            assertThat(out.resolve("model.safetensors")).as("kill %d", i).hasBinaryContent(expected);
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as("kill %d leaves nothing behind", i)
                        .noneMatch(name -> name.startsWith(".") || name.startsWith("checkpoint"));
            }
        }
        reporter.publishEntry("%d kills: %d resumed, %d before the first checkpoint, %d after the end"
                .formatted(kills, resumed, anew, kills - resumed - anew));
    }

    private static Process process(Path out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddiabolo.checkpoint.seconds=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.diabolo.cli.Main"));
        command.addAll(
                more.length > 0 && more[0].equals("--resume") ? List.of("train", "--threads", "1") : List.of(OPTIONS));
        command.addAll(List.of(more));
        command.addAll(List.of("--out", out.toString(), "--quiet"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
