package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.data.Glyphs;
import io.diabolo.data.Npy;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command from end to end, on one small model. */
class CommandsTest {

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static Path model = Path.of("");
    private static Path pictures = Path.of("");
    private static Shell.Result trained = new Shell.Result(0, "", "");

    @BeforeAll
    static void train() throws IOException {
        model = shared.resolve("my model");
        trained = Shell.run(
                "train",
                "--limit",
                "600",
                "--steps",
                "30",
                "--batch",
                "32",
                "--latent",
                "8",
                "--tensorboard",
                "--json",
                "--out",
                model.toString());
        pictures = Files.createDirectories(shared.resolve("pictures"));
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < 3; i++) {
            Glyphs.generate(7, 3).gather(new int[] {i}, pixels);
            PictureFiles.write(pictures.resolve("p" + i + ".png"), new Picture(1, 28, 28, pixels.clone()));
        }
    }

    @Test
    void train_withJson_printsOneDocumentAndLeavesTheWholeFolder() throws IOException {
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.json().path("training").path("steps").asInt()).isEqualTo(30);
        assertThat(trained.json().path("test").path("mse").asDouble()).isPositive();
        try (var files = Files.list(model)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.json",
                            "model.safetensors",
                            "README.md",
                            "reconstructions.png",
                            "history.csv",
                            "training.json",
                            "tensorboard");
        }
        assertThat(model.resolve("README.md"))
                .content()
                .contains(
                        "# my model",
                        "PCA, 8 components",
                        "mean image",
                        "reconstructions.png",
                        "--steps 30",
                        "'my model'");
        Picture sheet = PictureFiles.read(model.resolve("reconstructions.png"));
        assertThat(sheet.width()).isGreaterThan(10 * 28);
        try (var events = Files.list(model.resolve("tensorboard"))) {
            String written = Files.readString(events.findAny().orElseThrow(), StandardCharsets.ISO_8859_1);
            assertThat(written).contains("train/loss", "validation/loss", "reconstructions", "PNG");
        }
    }

    @Test
    void train_overAModel_isRefusedWithoutForceAndLeavesItAlone() throws IOException {
        byte[] before = Files.readAllBytes(model.resolve("config.json"));
        Shell.Result result = Shell.run("train", "--steps", "1", "--out", model.toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains("holds a model", "--force").hasLineCount(1);
        assertThat(model.resolve("config.json")).hasBinaryContent(before);
    }

    @Test
    void eval_ofTheTrainingData_repeatsTheFiguresOfTheTraining() {
        Shell.Result result = Shell.run("eval", model.toString(), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json()).isEqualTo(trained.json().path("test"));
        assertThat(result.err()).doesNotContain("not the training split");
    }

    @Test
    void eval_ofOtherData_saysThatTheSplitIsAnother() {
        Shell.Result result = Shell.run("eval", model.toString(), "--limit", "300");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("not the training split");
        assertThat(result.out()).contains("this model", "PCA, 8 components", "mean image");
    }

    @Test
    void reconstruct_aFolder_writesPicturesUnderTheirNamesAndASheet() {
        Shell.Result result =
                Shell.run("reconstruct", model.toString(), pictures.toString(), "--out", folder.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("3 pictures in ");
        for (int i = 0; i < 3; i++) {
            assertThat(PictureFiles.read(folder.resolve("p" + i + ".png")).size())
                    .isEqualTo(new Size(28, 28));
        }
        assertThat(folder.resolve("sheet.png")).exists();
    }

    @Test
    void reconstruct_otherSizesAndBrokenFiles_saysOnceAndSkips() throws IOException {
        PictureFiles.write(folder.resolve("a.png"), new Picture(3, 40, 50, new byte[6000]));
        PictureFiles.write(folder.resolve("b.png"), new Picture(3, 41, 50, new byte[6150]));
        Files.writeString(folder.resolve("c.png"), "no picture");
        String[] arguments = {
            "reconstruct",
            model.toString(),
            folder.resolve("a.png").toString(),
            folder.resolve("b.png").toString(),
            folder.resolve("c.png").toString(),
            "--out",
            folder.resolve("out").toString()
        };
        Shell.Result result = Shell.run(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .containsOnlyOnce("brought to the model's 28x28")
                .contains("skipped 1 of 3 pictures that cannot be read: " + folder.resolve("c.png"));
        assertThat(PictureFiles.read(folder.resolve("out/b.png")).size()).isEqualTo(new Size(28, 28));

        List<String> strict = new java.util.ArrayList<>(List.of(arguments));
        strict.add("--strict");
        assertThat(Shell.run(strict.toArray(String[]::new)).code()).isEqualTo(ExitCodes.BAD_FILE);
    }

    @Test
    void reconstruct_filesOfOneNameInSeveralFolders_areNumbered() throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("reconstruct", model.toString()));
        for (String name : List.of("a", "b", "c")) {
            Path copy = folder.resolve(name).resolve("p0.png");
            Files.createDirectories(copy.getParent());
            arguments.add(Files.copy(pictures.resolve("p0.png"), copy).toString());
        }
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
        assertThat(Shell.run(arguments.toArray(String[]::new)).code()).isZero();
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("p0.png", "p0-2.png", "p0-3.png", "sheet.png");
        }
    }

    @Test
    void reconstruct_intoTheFolderOfTheInput_isRefused() throws IOException {
        Path picture = Files.copy(pictures.resolve("p0.png"), folder.resolve("p0.png"));
        byte[] before = Files.readAllBytes(picture);
        Shell.Result result =
                Shell.run("reconstruct", model.toString(), picture.toString(), "--out", folder.toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains("would be written over").hasLineCount(1);
        assertThat(picture).hasBinaryContent(before);
    }

    @Test
    void encodeAndDecode_asNpyAndCsv_giveTheReconstructions() throws IOException {
        Path npy = folder.resolve("codes.npy");
        Path csv = folder.resolve("codes.csv");
        for (Path file : List.of(npy, csv)) {
            Shell.Result result =
                    Shell.run("encode", model.toString(), pictures.toString(), "-o", file.toString(), "--json");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.json().path("latent").asInt()).isEqualTo(8);
        }
        assertThat(Files.readAllLines(csv).stream()
                        .skip(1)
                        .map(line -> "[" + line.substring(line.indexOf(',') + 1) + "]")
                        .toList())
                .isEqualTo(Arrays.stream(Npy.readMatrix(npy))
                        .map(row -> Arrays.toString(row).replace(" ", ""))
                        .toList());
        assertThat(csv).content().startsWith("name,z0,z1,").contains("p0.png,");

        Shell.run(
                "decode",
                model.toString(),
                npy.toString(),
                "--out",
                folder.resolve("a").toString());
        Shell.run(
                "decode",
                model.toString(),
                csv.toString(),
                "--out",
                folder.resolve("b").toString());
        Shell.run(
                "reconstruct",
                model.toString(),
                pictures.toString(),
                "--out",
                folder.resolve("c").toString());
        for (int i = 0; i < 3; i++) {
            Picture expected = PictureFiles.read(folder.resolve("c/p" + i + ".png"));
            assertThat(PictureFiles.read(folder.resolve("a/0000" + i + ".png"))).isEqualTo(expected);
            assertThat(PictureFiles.read(folder.resolve("b/p" + i + ".png"))).isEqualTo(expected);
        }
    }

    @Test
    void decode_aNameThatLeavesTheFolder_isRefused() throws IOException {
        Path csv = folder.resolve("codes.csv");
        Files.writeString(csv, "name,z0,z1,z2,z3,z4,z5,z6,z7\n../evil,0,0,0,0,0,0,0,0\n");
        Shell.Result result = Shell.run(
                "decode",
                model.toString(),
                csv.toString(),
                "--out",
                folder.resolve("o").toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(folder.resolve("evil.png")).doesNotExist();
    }

    @Test
    void train_withMinutes_recordsTheStepsThatGiveTheSameBits() throws IOException {
        Path timed = folder.resolve("timed");
        Path counted = folder.resolve("counted");
        Shell.Result result = Shell.run(
                "train", "--limit", "300", "--latent", "4", "--minutes", "0.01", "--json", "--out", timed.toString());
        assertThat(result.code()).as(result.err()).isZero();
        long steps = Shell.run("inspect", timed.toString(), "--json")
                .json()
                .at("/model/provenance/plan/steps")
                .asLong();
        assertThat(steps).isPositive();
        assertThat(result.err()).contains("%,d steps fit in the time".formatted(steps));
        Shell.run(
                "train",
                "--limit",
                "300",
                "--latent",
                "4",
                "--steps",
                String.valueOf(steps),
                "--out",
                counted.toString());

        assertThat(counted.resolve("model.safetensors")).hasSameBinaryContentAs(timed.resolve("model.safetensors"));
    }

    @Test
    void inspect_asTextAndJson_showsEveryLayer() {
        assertThat(Shell.run("inspect", model.toString()).out())
                .contains(
                        "encoder.0",
                        "linear[features=512]",
                        "bottleneck",
                        "decoder.0",
                        "[1, 28, 28]",
                        "test_mse",
                        "glyphs");
        JsonNode json = Shell.run("inspect", model.toString(), "--json").json();
        long sum = StreamSupport.stream(json.path("layers").spliterator(), false)
                .mapToLong(layer -> layer.path("parameters").asLong())
                .sum();
        assertThat(sum).isEqualTo(json.path("parameters").asLong()).isGreaterThan(1_000_000);
    }

    @Test
    void data_ofTheEmbeddedPictures_countsAndDraws() {
        Path sheet = folder.resolve("sheet.png");
        JsonNode json = Shell.run("data", "--limit", "500", "--sheet", sheet.toString(), "--json")
                .json();
        assertThat(json.path("shape"))
                .isEqualTo(Json.parse("{\"kind\":\"picture\",\"sizes\":[1,28,28]}", JsonNode.class));
        assertThat(json.path("high").asDouble()).isBetween(200.0, 255.0);
        int labelled = StreamSupport.stream(json.path("labels").spliterator(), false)
                .mapToInt(label -> label.path("count").asInt())
                .sum();
        assertThat(labelled).isEqualTo(json.path("samples").asInt()).isBetween(490, 500);
        assertThat(PictureFiles.read(sheet).height()).isGreaterThan(280);
        assertThat(Shell.run("data", "--limit", "500").out())
                .contains("shape     1 channel, 28 high, 28 wide", "labels");
    }

    @Test
    void train_aDenoiserAndAVariationalOne_remembersWhatTheyAre() {
        Path denoiser = folder.resolve("denoiser");
        Shell.Result result = Shell.run(
                "train",
                "--limit",
                "300",
                "--steps",
                "5",
                "--batch",
                "16",
                "--model",
                "conv",
                "--corrupt",
                "gaussian:127",
                "--out",
                denoiser.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("its input (gaussian:127)");
        assertThat(Shell.run("eval", denoiser.toString(), "--json")
                        .json()
                        .path("input_mse")
                        .asDouble())
                .isBetween(0.2, 0.3);

        Path vae = folder.resolve("vae");
        assertThat(Shell.run(
                                "train",
                                "--limit",
                                "300",
                                "--steps",
                                "5",
                                "--batch",
                                "16",
                                "--variational",
                                "--beta",
                                "2",
                                "--quiet",
                                "--out",
                                vae.toString())
                        .err())
                .isEmpty();
        assertThat(Shell.run("inspect", vae.toString()).out())
                .startsWith("variational mlp autoencoder, latent 32, loss bce");
    }

    @Test
    void train_quantized_keepsASmallPictureOfCodes_thatEncodeAndDecodeHandOn() {
        Path model = folder.resolve("vq");
        String out = model.toString();
        assertThat(Shell.run(
                                "train",
                                "--limit",
                                "300",
                                "--steps",
                                "5",
                                "--batch",
                                "16",
                                "--model",
                                "conv",
                                "--latent",
                                "4",
                                "--quantized",
                                "--codes",
                                "16",
                                "--quiet",
                                "--out",
                                out)
                        .code())
                .isZero();
        assertThat(Shell.run("inspect", out).out())
                .startsWith("quantized conv autoencoder, latent 4 x 7 x 7, loss mse")
                .contains("quantized, 16 codes");
        assertThat(model.resolve("history.csv")).content().contains("validation_perplexity");
        Path codes = folder.resolve("vq.npy");
        assertThat(Shell.run("encode", out, pictures.toString(), "-o", codes.toString())
                        .code())
                .isZero();
        Path decoded = folder.resolve("vq-decoded");
        assertThat(Shell.run("decode", out, codes.toString(), "--out", decoded.toString())
                        .code())
                .isZero();
        assertThat(decoded).isNotEmptyDirectory();
    }

    @Test
    void train_inFrench_saysAllInFrench() {
        Shell.Result result = Shell.run(
                "train",
                "--limit",
                "300",
                "--steps",
                "20",
                "--batch",
                "32",
                "--latent",
                "4",
                "--lang",
                "fr",
                "--out",
                folder.resolve("modele").toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("données", "modèle", "auto-encodeur mlp simple", "pas 20 sur 20", "répartition")
                .doesNotContain("en anglais", "steps", "loss");
        assertThat(result.out())
                .contains("entraîné : 20 pas", "ce modèle", "ACP, 4 composantes", "image moyenne", "modèle :")
                .doesNotContain("en anglais", "this model");
        Shell.Result eval = Shell.run("eval", folder.resolve("modele").toString(), "--lang", "fr");
        assertThat(eval.out()).contains("ce modèle", "données de test").doesNotContain("en anglais");
    }
}
