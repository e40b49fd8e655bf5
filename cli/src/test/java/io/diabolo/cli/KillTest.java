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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any moment of a training, as often as {@code -Ddiabolo.kills=20} says; each takes some seconds. Half of the
 * trainings that go on after a kill are killed once more.
 */
@EnabledIfSystemProperty(named = "diabolo.kills", matches = "[1-9]\\d*")
class KillTest {

    private static final List<String> OPTIONS = List.of(
            "--limit",
            "3000",
            "--steps",
            "1500",
            "--batch",
            "64",
            "--latent",
            "8",
            "--variational",
            "--kl-warm-up",
            "300");

    private static final int KILLS_OF_ONE = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void train_killedAnywhereAndResumed_endsWithTheBitsOfAnUnbrokenOne() throws IOException, InterruptedException {
        Path unbroken = folder.resolve("unbroken");
        long start = System.nanoTime();
        assertThat(training(unbroken).waitFor()).as(said(unbroken)).isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        byte[] expected = Files.readAllBytes(unbroken.resolve("model.safetensors"));

        Random random = new Random(Long.getLong("diabolo.kills.seed", 1));
        int wanted = Integer.getInteger("diabolo.kills");
        int kills = 0;
        int resumed = 0;
        int anew = 0;
        for (int i = 0; kills < wanted; i++) {
            Path out = folder.resolve("killed-" + i);
            int most = Math.min(wanted - kills, 1 + i % KILLS_OF_ONE);
            Process training = training(out);
            for (int k = 0; k < most && isKilled(training, millis / 5 + random.nextLong(millis * 3 / 4)); k++) {
                kills++;
                // A kill behind the last step may leave a whole model and its checkpoint, or the model alone.
                boolean checkpoint = Checkpoint.exists(out);
                resumed += checkpoint ? 1 : 0;
                anew += checkpoint ? 0 : 1;
                training = checkpoint ? resumed(out) : training(out, "--force");
            }
            assertThat(training.waitFor()).as("training %d: %s", i, said(out)).isZero();
            assertThat(out.resolve("model.safetensors")).as("training %d", i).hasBinaryContent(expected);
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as("training %d leaves nothing behind", i)
                        .noneMatch(
                                name -> name.startsWith(".") || name.startsWith("checkpoint") || name.endsWith(".new"));
            }
        }
        System.out.printf(
                "%d kills of trainings of %d ms: %d went on from a checkpoint, %d began anew%n",
                kills, millis, resumed, anew);
        assertThat(resumed).as("kills that left a checkpoint").isPositive();
    }

    /** Whether it was killed; it is not where it ends before. */
    private static boolean isKilled(Process training, long afterMillis) throws InterruptedException {
        return !training.waitFor(afterMillis, TimeUnit.MILLISECONDS)
                && training.destroyForcibly().waitFor() != 0;
    }

    private Process training(Path out, String... more) throws IOException {
        return process(out, Stream.concat(OPTIONS.stream(), Stream.of(more)).toList());
    }

    private Process resumed(Path out) throws IOException {
        return process(out, List.of("--resume"));
    }

    /** A process of its own, which writes a checkpoint at each validation. */
    private Process process(Path out, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddiabolo.checkpoint.seconds=0",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.diabolo.cli.Main",
                "train",
                "--threads",
                "1",
                "--quiet",
                "--out",
                out.toString()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(out).toFile()))
                .start();
    }

    private String said(Path out) throws IOException {
        return Files.readString(log(out));
    }

    private Path log(Path out) {
        return folder.resolve(out.getFileName() + ".log");
    }
}
