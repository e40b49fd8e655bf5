package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is interrupted, and what can be done with it. */
class ResumeTest {

    private static final List<String> OPTIONS = List.of(
            "--limit",
            "400",
            "--steps",
            "24",
            "--batch",
            "16",
            "--latent",
            "4",
            "--variational",
            "--kl-warm-up",
            "10",
            "--corrupt",
            "mask:0.2");

    @TempDir
    Path folder = Path.of("");

    @Test
    void resume_afterAnInterrupt_endsWithTheBytesOfAnUnbrokenRun() throws IOException {
        Path unbroken = folder.resolve("unbroken");
        Path broken = folder.resolve("broken");
        assertThat(Shell.run(train(unbroken)).code()).isZero();

        Shell.Result stopped = interrupt(broken);
        assertThat(stopped.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("interrupted at step 9", "./diabolo train --resume --out " + broken);
        assertThat(broken.resolve("config.json")).doesNotExist();

        AtomicInteger steps = new AtomicInteger();
        Shell.Result resumed =
                Shell.runUntil(() -> steps.incrementAndGet() < 0, "train", "--resume", "--out", broken.toString());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(steps).as("steps done after the checkpoint").hasValue(24 - 9);
        assertThat(broken.resolve("model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(unbroken.resolve("model.safetensors")));
        assertThat(broken.resolve(Checkpoint.FILE)).doesNotExist();
        assertThat(broken.resolve("checkpoint.json")).doesNotExist();
    }

    @Test
    void inspect_anInterruptedTraining_saysHowToGoOn() {
        Path broken = folder.resolve("broken");
        interrupt(broken);
        Shell.Result inspected = Shell.run("inspect", broken.toString());
        assertThat(inspected.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(inspected.err())
                .contains("unfinished training (step 9 of 24)", "./diabolo train --resume --out " + broken)
                .hasLineCount(1);
    }

    @Test
    void restart_withoutAConsole_isRefusedInOneLineThatNamesBothWays() {
        Path broken = folder.resolve("broken");
        interrupt(broken);
        Shell.Result again = Shell.run(train(broken));
        assertThat(again.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(again.err()).contains("step 9 of 24", "--resume", "--force").hasLineCount(1);
    }

    @Test
    void resume_withOtherOptions_isRefused_withTheSameOnes_goesOn() {
        Path broken = folder.resolve("broken");
        interrupt(broken);
        Shell.Result other = Shell.run("train", "--resume", "--latent", "5", "--out", broken.toString());
        assertThat(other.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(other.err()).contains("the options differ").hasLineCount(1);
        assertThat(Shell.run(train(broken, "--resume")).code()).isZero();
    }

    @Test
    void resume_ofNothing_isRefused() {
        Shell.Result result = Shell.run("train", "--resume", "--out", folder.toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains("no unfinished training").hasLineCount(1);
    }

    @Test
    void force_overAModel_keepsItUntilTheNewOneIsDone() throws IOException {
        Path out = folder.resolve("out");
        Shell.run(train(out));
        byte[] model = Files.readAllBytes(out.resolve("model.safetensors"));
        byte[] training = Files.readAllBytes(out.resolve("training.json"));
        AtomicInteger asked = new AtomicInteger();
        Shell.runUntil(() -> asked.incrementAndGet() > 5, train(out, "--force", "--seed", "3"));
        assertThat(out.resolve("model.safetensors")).hasBinaryContent(model);
        assertThat(out.resolve("training.json")).hasBinaryContent(training);
        assertThat(Shell.run("eval", out.toString()).code()).isZero();
        assertThat(Shell.run("train", "--resume", "--out", out.toString()).code())
                .isZero();
        assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isNotEqualTo(model);
    }

    private static Shell.Result interrupt(Path out) {
        AtomicInteger asked = new AtomicInteger();
        return Shell.runUntil(() -> asked.incrementAndGet() > 9, train(out));
    }

    private static String[] train(Path out, String... more) {
        return Stream.of(Stream.of("train", "--out", out.toString()), OPTIONS.stream(), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }
}
