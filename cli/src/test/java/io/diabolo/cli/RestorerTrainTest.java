package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --task}, what is done with its folder, and {@code eval} of it. */
class RestorerTrainTest {

    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");

    @BeforeEach
    void pictures() {
        data = folder.resolve("data");
        for (int i = 0; i < 8; i++) {
            PictureFiles.write(data.resolve(i + ".png"), picture(i, 60 + i, 72));
        }
        PictureFiles.write(data.resolve("gray.png"), picture(9, 64, 64).toGray());
    }

    private String[] train(String task, Path out, String... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                "--task",
                                task,
                                "--data",
                                data.toString(),
                                "--out",
                                out.toString(),
                                "--steps",
                                "4",
                                "--batch",
                                "2",
                                "--crop",
                                "48"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void train_eachTask_leavesARestorerThatItsCommandAndEvalUse() throws IOException {
        for (String task : new String[] {"denoise", "inpaint", "upscale", "deblock"}) {
            Path out = folder.resolve("my-" + task);
            Shell.Result result = Shell.run(train(task, out));
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).contains("restored before the training", "./diabolo " + task + " PICTURE --model");
            assertThat(Files.readString(out.resolve("README.md"))).contains("./diabolo train --task " + task);
            assertThat(out.resolve("history.csv")).isNotEmptyFile();
            assertThat(Checkpoint.exists(out)).isFalse();

            for (String name : new String[] {"0.png", "gray.png"}) {
                Path restored = folder.resolve(task + "-" + name);
                Shell.Result used = Shell.run(Stream.concat(
                                Stream.of(
                                        task,
                                        data.resolve(name).toString(),
                                        "--model",
                                        out.toString(),
                                        "-o",
                                        restored.toString()),
                                task.equals("inpaint") ? Stream.of("--box", "10,10,9,9") : Stream.of())
                        .toArray(String[]::new));
                assertThat(used.code()).as(used.err()).isZero();
                assertThat(PictureFiles.read(restored).channels()).isEqualTo(name.equals("0.png") ? 3 : 1);
            }
            Shell.Result judged =
                    Shell.run("eval", out.toString(), "--data", data.toString(), "--json", "--limit", "2");
            assertThat(judged.code()).as(judged.err()).isZero();
            JsonNode rows = judged.json().path("rows");
            assertThat(judged.json().path("pictures").asInt()).isEqualTo(2);
            assertThat(rows.get(rows.size() - 1).path("method").asText()).isEqualTo("restorer");
            assertThat(Shell.run("inspect", out.toString()).out()).contains("a restorer of pictures", "damage", task);
        }
        Path wrong = folder.resolve("my-deblock");
        assertThat(Shell.run("denoise", data.resolve("0.png").toString(), "--model", wrong.toString())
                        .err())
                .contains("my-deblock is a restorer of the task deblock, not denoise")
                .hasLineCount(1);
        String upscaler = folder.resolve("my-upscale").toString();
        assertThat(Shell.run("upscale", data.resolve("0.png").toString(), "--model", upscaler, "--factor", "3")
                        .err())
                .contains("enlarges by 2, not by 3")
                .hasLineCount(1);
    }

    @Test
    void train_fromShipped_beginsWhereItIsAndGoesOnFromItsFolder() {
        Path out = folder.resolve("better");
        Shell.Result result = Shell.run(train("deblock", out, "--from", "shipped", "--json"));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode gain = result.json().path("gain");
        assertThat(gain.path("start").asDouble())
                .isGreaterThan(gain.path("damaged").asDouble());
        assertThat(gain.path("restored").asDouble())
                .isGreaterThanOrEqualTo(gain.path("start").asDouble() - 1e-6);
        Shell.Result further =
                Shell.run(train("deblock", folder.resolve("further"), "--from", out.toString(), "--json"));
        assertThat(further.code()).as(further.err()).isZero();
        assertThat(further.json().path("gain").path("start").asDouble())
                .isCloseTo(gain.path("restored").asDouble(), org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void resume_afterAnInterrupt_endsWithTheBytesOfAnUnbrokenRun() throws IOException {
        Path unbroken = folder.resolve("unbroken");
        Path broken = folder.resolve("broken");
        assertThat(Shell.run(train("denoise", unbroken)).code()).isZero();
        AtomicInteger asked = new AtomicInteger();
        Shell.Result stopped = Shell.runUntil(() -> asked.incrementAndGet() > 2, train("denoise", broken));
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("interrupted at step 2", "train --task denoise --resume --out " + broken);
        assertThat(Shell.run("inspect", broken.toString()).err())
                .contains("unfinished training (step 2 of 4)", "train --task denoise --resume --out " + broken)
                .hasLineCount(1);
        assertThat(Shell.run(train("denoise", broken)).err()).contains("--resume continues it");
        assertThat(Shell.run(train("denoise", broken, "--resume", "--seed", "9"))
                        .err())
                .contains("the options differ from those of the training in " + broken);
        assertThat(Shell.run("train", "--task", "denoise", "--resume", "--out", broken.toString())
                        .code())
                .isZero();
        assertThat(broken.resolve("restorer.safetensors"))
                .hasBinaryContent(Files.readAllBytes(unbroken.resolve("restorer.safetensors")));
        assertThat(Shell.run(train("denoise", broken)).err()).contains("holds a restorer");
    }

    @Test
    void evalOfTheShipped_beatsTheFilters_andWritesItsSheet() {
        Path sheet = folder.resolve("sheet.png");
        String[] eval = {
            "eval",
            "shipped",
            "--task",
            "upscale",
            "--factor",
            "2",
            "--data",
            data.toString(),
            "--sheet",
            sheet.toString(),
            "--limit",
            "3",
            "--json"
        };
        Shell.Result result = Shell.run(eval);
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode rows = result.json().path("rows");
        double bicubic = rows.get(2).path("psnr_db").asDouble();
        assertThat(rows.get(2).path("method").asText()).isEqualTo("bicubic");
        assertThat(rows.get(3).path("psnr_db").asDouble()).isGreaterThan(bicubic);
        assertThat(PictureFiles.read(sheet).width()).isGreaterThan(200);
        assertThat(Shell.run(eval).err())
                .contains("sheet.png exists", "--force")
                .hasLineCount(1);
        eval[9] = folder.resolve("feuille.png").toString();
        eval[eval.length - 1] = "--lang=fr";
        assertThat(Shell.run(eval).out()).contains("3 images", "réduite par 2", "bicubique", "restaurateur");
    }

    @Test
    void eval_stopped_saysSoWithItsOwnCode() {
        Path sheet = folder.resolve("sheet.png");
        Shell.Result stopped = Shell.runUntil(
                () -> true,
                "eval",
                "shipped",
                "--task",
                "denoise",
                "--data",
                data.toString(),
                "--sheet",
                sheet.toString());
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(stopped.err()).contains("interrupted; nothing was written").hasLineCount(1);
        assertThat(sheet).doesNotExist();
    }

    @Test
    void trainAndEval_inFrench_sayAllInFrench() throws IOException {
        Files.writeString(data.resolve("mauvaise.png"), "no picture");
        Path out = folder.resolve("mien");
        Shell.Result result = Shell.run(train("denoise", out, "--lang", "fr"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("lecture des images de ", "laissées de côté", "images dans leurs tailles", "pas 4 sur 4")
                .doesNotContain("en anglais", "pictures", "step");
        assertThat(result.out())
                .contains("extraits mis de côté", "restaurés avant l’entraînement", "restaurateur", "emploi")
                .doesNotContain("held-out", "use it");
        Shell.Result eval =
                Shell.run("eval", out.toString(), "--data", data.toString(), "--limit", "2", "--lang", "fr");
        assertThat(eval.code()).as(eval.err()).isZero();
        assertThat(eval.err()).contains("1 sur 2").doesNotContain("en anglais", " of ");
        assertThat(eval.out())
                .contains("2 images", "défaut", "bruit, sigma 15", "filtre gaussien", "restaurateur")
                .doesNotContain("pictures", "noise", "median", "as it is");
    }

    @Test
    void badRequests_areRefusedInOneLine() {
        Path out = folder.resolve("out");
        refused("add --task", "train", "--data", data.toString(), "--factor", "3", "--out", out.toString());
        refused("--data is missing", "train", "--task", "denoise", "--out", out.toString());
        refused("--factor is of upscale, not of denoise", train("denoise", out, "--factor", "2"));
        refused("the factor must be 2, 3 or 4, was 5", train("upscale", out, "--factor", "5"));
        refused(
                "--corrupt is of denoise and inpaint, not of deblock",
                train("deblock", out, "--corrupt", "gaussian:9"));
        refused("gaussian:9 hides no pixel", train("inpaint", out, "--corrupt", "gaussian:9"));
        refused("a network of its own", train("denoise", out, "--latent", "8"));
        refused("--task takes --gray and --group-by", train("denoise", out, "--size", "48x48"));
        refused("lacks restorer.safetensors", train("denoise", out, "--from", data.toString()));
        refused("leave --from out, or begin with another", train("deblock", out, "--from", denoiserFile()));
        refused("--data is missing", "eval", "shipped", "--task", "denoise");
        refused("say which with --task denoise", "eval", "shipped", "--data", data.toString());
        refused("has a task of its own", "eval", "my-model", "--task", "denoise", "--data", data.toString());
        assertThat(out).doesNotExist();
    }

    private static String denoiserFile() {
        return Path.of("../models/src/main/resources/io/diabolo/models/restore/denoise-gray.safetensors")
                .toString();
    }

    private static void refused(String words, String... arguments) {
        Shell.Result result = Shell.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains(words).hasLineCount(1);
    }

    /** Edges and waves, another one for each number. */
    private static Picture picture(int number, int height, int width) {
        byte[] pixels = new byte[3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int c = i / width / height;
            double value = 120 + 60 * Math.sin(x / (4.0 + number) + c) + 40 * Math.cos(y / 6.0);
            pixels[i] = (byte) ((x + y + 9 * number) / 24 % 2 == 0 ? value : 255 - value);
        }
        return new Picture(3, height, width, pixels);
    }
}
