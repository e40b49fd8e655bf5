package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecTrainTest {

    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");

    @BeforeEach
    void pictures() {
        data = folder.resolve("data");
        Random random = new Random(1);
        for (int i = 0; i < 8; i++) {
            byte[] pixels = new byte[3 * 80 * 96];
            random.nextBytes(pixels);
            PictureFiles.write(
                    data.resolve(i + ".png"),
                    new Picture(3, 80, 96, pixels).resize(new io.diabolo.image.Size(64 + i, 70)));
        }
    }

    private String[] train(Path out, String... more) {
        return Stream.concat(
                        Stream.of(
                                "codec",
                                "train",
                                "--data",
                                data.toString(),
                                "--out",
                                out.toString(),
                                "--steps",
                                "4",
                                "--batch",
                                "2",
                                "--crop",
                                "64"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void train_thenFromIt_leavesACodecThatCanBeTrainedFurther() throws IOException {
        Path first = folder.resolve("first");
        Shell.Result result = Shell.run(train(first));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("bits per pixel", "codec.safetensors");
        assertThat(first).isDirectoryContaining("glob:**codec.safetensors");
        assertThat(Files.readString(first.resolve("README.md")))
                .startsWith("# first")
                .contains("--steps 4");
        assertThat(Files.readString(first.resolve("history.csv")))
                .contains("train_bits_per_pixel,train_squared_error,validation_loss", "validation_psnr_db_126");
        assertThat(Shell.run(train(first)).err()).contains("holds a codec").hasLineCount(1);

        Path second = folder.resolve("second");
        Shell.Result more = Shell.run(train(second, "--from", first.toString(), "--json", "--seed", "2"));
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.json().path("metrics").size()).isEqualTo(17);
        double start =
                more.json().path("training").path("initial_validation_loss").asDouble();
        double end = Double.parseDouble(Files.readString(first.resolve("config.json"))
                .replaceAll("(?s).*validation_loss\",\\s*\"value\" : ([0-9.eE-]+).*", "$1"));
        assertThat(start).isEqualTo(end);
    }

    @Test
    void train_fromThePhotoCodec_beginsAsThatCodec() {
        Path own = folder.resolve("own");
        Shell.Result result = Shell.run(train(own, "--from", "photo", "--learning-rate", "1e-12", "-q"));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode shipped = compressed("shipped.dbl");
        JsonNode trained = compressed("trained.dbl", "--codec", own.toString());
        assertThat(trained.path("psnr_db").asDouble())
                .isCloseTo(shipped.path("psnr_db").asDouble(), within(0.05));
        // Of the shipped prior only means and deviations are known.
        assertThat(trained.path("bytes").asDouble() / shipped.path("bytes").asDouble())
                .isCloseTo(1, within(0.03));
    }

    private JsonNode compressed(String name, String... more) {
        return Shell.run(Stream.concat(
                                Stream.of(
                                        "compress",
                                        "../examples/photos/colosseum.png",
                                        "--out",
                                        folder.resolve(name).toString(),
                                        "--json"),
                                Stream.of(more))
                        .toArray(String[]::new))
                .json()
                .path("pictures")
                .get(0);
    }

    @Test
    void resume_afterAnInterrupt_endsWithTheBytesOfAnUnbrokenRun() throws IOException {
        Path unbroken = folder.resolve("unbroken");
        Path broken = folder.resolve("broken");
        assertThat(Shell.run(train(unbroken, "--name", "n")).code()).isZero();
        AtomicInteger asked = new AtomicInteger();
        Shell.Result stopped = Shell.runUntil(() -> asked.incrementAndGet() > 2, train(broken, "--name", "n"));
        assertThat(stopped.code()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("interrupted at step 2", "codec train --resume --out " + broken);
        assertThat(Shell.run("inspect", broken.toString()).err())
                .contains("unfinished training (step 2 of 4)", "./diabolo codec train --resume --out " + broken)
                .hasLineCount(1);
        assertThat(Shell.run(train(broken)).err())
                .contains("--resume continues it")
                .hasLineCount(1);
        assertThat(Shell.run(train(broken, "--name", "n", "--resume", "--seed", "9"))
                        .err())
                .contains("the options differ from those of the training in " + broken)
                .hasLineCount(1);
        assertThat(Shell.run("codec", "train", "--resume", "--batch", "3", "--out", broken.toString())
                        .err())
                .contains("the options differ")
                .hasLineCount(1);
        assertThat(Shell.run("train", "--steps", "1", "--out", broken.toString())
                        .err())
                .contains("another program or command")
                .hasLineCount(1);
        assertThat(Shell.run("codec", "train", "--resume", "--out", broken.toString())
                        .code())
                .isZero();
        for (String file : new String[] {"codec.safetensors", "weights.safetensors"}) {
            assertThat(broken.resolve(file)).hasBinaryContent(Files.readAllBytes(unbroken.resolve(file)));
        }
        assertThat(Checkpoint.exists(broken)).isFalse();
    }

    @Test
    void resume_withTheOptionsRepeated_goesOn() {
        Path out = folder.resolve("again");
        AtomicInteger asked = new AtomicInteger();
        Shell.runUntil(() -> asked.incrementAndGet() > 2, train(out));
        Shell.Result resumed = Shell.run(train(out, "--resume"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void train_aNameThatACodecCannotHave_isRefusedBeforeTheFirstStep() {
        Path out = folder.resolve("My_Codec");
        Shell.Result refused = Shell.run(train(out));
        assertThat(refused.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(refused.err())
                .contains("'My_Codec' is no name of a codec", "such as my-codec")
                .hasLineCount(1);
        assertThat(out).doesNotExist();
        assertThat(Shell.run(train(out, "--name", "my-codec")).code()).isZero();
    }

    @Test
    void train_byGroups_isRememberedAndEachPictureNeedsOne() throws IOException {
        Path out = folder.resolve("grouped");
        Shell.Result result = Shell.run(train(out, "--group-by", "^([0-9])"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(out.resolve("training.json"))).contains("\"group_by\" : \"^([0-9])\"");
        Shell.Result refused = Shell.run(train(folder.resolve("other"), "--group-by", "^([0-6])"));
        assertThat(refused.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(refused.err()).contains("the picture 7.png does not match the group pattern");
    }

    @Test
    void train_forMinutes_timesStepsFirst() {
        Shell.Result result = Shell.run(
                "codec",
                "train",
                "--data",
                data.toString(),
                "--out",
                out("timed"),
                "--minutes",
                "0.02",
                "--batch",
                "2",
                "--crop",
                "64");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("timing a few steps", "; 1 steps of 2 crops");
    }

    @Test
    void train_picturesSmallerThanTheCrop_hintsAtASmallerOne() {
        assertThat(Shell.run("codec", "train", "--data", data.toString(), "--out", out("x"))
                        .err())
                .startsWith("reading the pictures of " + data)
                .contains("crops of 64 pixels take 8 of them")
                .hasLineCount(2);
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void badRequests_areRefusedInOneLine() {
        Path out = folder.resolve("out");
        assertThat(Shell.run("codec", "train", "--out", out.toString()).err())
                .contains("--data is missing")
                .hasLineCount(1);
        assertThat(Shell.run(train(out, "--minutes", "1")).err())
                .contains("leave one out")
                .hasLineCount(1);
        assertThat(Shell.run(train(out, "--crop", "100")).code()).isNotZero();
        assertThat(Shell.run("codec", "train", "--resume", "--out", out.toString())
                        .err())
                .contains("no unfinished training")
                .hasLineCount(1);
        assertThat(Shell.run(train(out, "--from", data.toString())).err())
                .contains("is no codec folder")
                .hasLineCount(1);
    }
}
