package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {

    @TempDir
    static Path shared = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static Path variational() {
        return shared.resolve("variational");
    }

    private static Path plain() {
        return shared.resolve("plain");
    }

    @BeforeAll
    static void train() {
        train(variational(), "--variational", "--latent", "2");
        train(plain(), "--latent", "4");
    }

    private static void train(Path out, String... options) {
        Shell.Result result = Shell.run(Stream.concat(
                        Stream.of("train", "--limit", "600", "--steps", "60", "--out", out.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private Shell.Result generate(Path model, String... options) {
        return Shell.run(Stream.concat(
                        Stream.of(
                                "generate",
                                model.toString(),
                                "--out",
                                folder.resolve("out").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    @Test
    void eval_ofAVariationalModel_saysNatsAndActiveUnits() {
        Shell.Result result = Shell.run("eval", variational().toString(), "--importance", "20");
        assertThat(result.out())
                .contains("ELBO", "20 importance samples", "standard error", "active units", "prior: standard normal");
        JsonNode likelihood =
                Shell.run("eval", variational().toString(), "--json").json().path("likelihood");
        assertThat(likelihood.path("importance").asInt()).isEqualTo(100);
        assertThat(likelihood.path("kl_by_unit")).hasSize(2);
        JsonNode own = likelihood.path("bounds").path(0);
        assertThat(own.path("negative_log_likelihood").asDouble())
                .isLessThan(-own.path("elbo").asDouble());
        assertThat(Shell.run("eval", plain().toString()).out()).doesNotContain("nats");
    }

    @Test
    void generate_fromAVariationalModel_writesPicturesBesideTheirNearest_andTheSameAgain() throws IOException {
        JsonNode answer = generate(variational(), "--count", "12", "--json").json();
        assertThat(answer.path("samples").asInt()).isEqualTo(12);
        assertThat(answer.path("prior").asText()).isEqualTo("standard normal");
        assertThat(answer.path("judgement").path("nearest").asDouble()).isPositive();
        assertThat(answer.path("active_units").asInt()).isBetween(0, 2);
        assertThat(out("sheet.png")).isNotEmptyFile();
        assertThat(PictureFiles.read(out("sample-12.png")).width()).isEqualTo(28);
        byte[] first = Files.readAllBytes(out("sample-07.png"));
        generate(variational(), "--count", "12");
        assertThat(Files.readAllBytes(out("sample-07.png"))).isEqualTo(first);
        generate(variational(), "--count", "12", "--seed", "1");
        assertThat(Files.readAllBytes(out("sample-07.png"))).isNotEqualTo(first);
    }

    @Test
    void generate_manyPictures_areOneArray_thatIsReadAgain() {
        Shell.Result result = generate(variational(), "--count", "10001");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(out("samples.npy")).isNotEmptyFile();
        assertThat(out("sample-00001.png")).doesNotExist();
        assertThat(Shell.run("data", out("samples.npy").toString()).out()).contains("10,001");
    }

    @Test
    void generate_cold_warnsThatAllAreAlike() {
        assertThat(generate(variational(), "--temperature", "0.01").out()).contains("nearly all alike");
    }

    @Test
    void generate_likeAndBetweenPictures_writesSheetsAndAnAnimation() {
        generate(variational(), "--count", "2");
        String a = out("sample-1.png").toString();
        String b = out("sample-2.png").toString();
        Shell.Result like = generate(variational(), "--like", a, "--count", "5");
        assertThat(like.code()).as(like.err()).isZero();
        assertThat(out("sample-5.png")).isNotEmptyFile();
        Shell.Result way = generate(plain(), "--between", a, b, "--frames", "5");
        assertThat(way.code()).as(way.err()).isZero();
        assertThat(out("between.gif")).isNotEmptyFile();
        assertThat(out("frame-5.png")).isNotEmptyFile();
        assertThat(out("frame-6.png")).doesNotExist();
    }

    @Test
    void generate_latentTools_writeTheirSheets() {
        assertThat(generate(variational(), "--manifold").out()).contains("400 samples");
        assertThat(out("manifold.png")).isNotEmptyFile();
        assertThat(generate(variational(), "--traverse", "2").code()).isZero();
        assertThat(out("traversals.png")).isNotEmptyFile();
    }

    @Test
    void generate_fromAPlainModel_offersAMixture_whichIsKeptAndUsed() {
        Path plain = folder.resolve("plain");
        train(plain, "--latent", "4");
        Shell.Result none = generate(plain);
        assertThat(none.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(none.err()).contains("no prior to draw from: --prior mixture fits one");

        Shell.Result fitted = generate(plain, "--prior", "mixture", "--count", "20");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("fitted a mixture of");
        assertThat(plain.resolve("prior/prior.safetensors")).isNotEmptyFile();
        Shell.Result again = generate(plain, "--count", "20");
        assertThat(again.err()).doesNotContain("fitted a mixture of");
        assertThat(again.out()).contains("fitted to training codes");
        assertThat(generate(plain, "--prior", "mixture", "--components", "3", "--count", "5")
                        .out())
                .contains("mixture of 3");
        assertThat(generate(plain, "--traverse", "2").code()).isZero();
        assertThat(generate(plain, "--prior", "model").code()).isEqualTo(ExitCodes.BAD_INPUT);
    }

    @Test
    void generate_rowsOfATable_haveItsUnitsAndCategories_inAnyNumber() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("height,weight,kind\n");
        for (int i = 0; i < 400; i++) {
            double height = 170 + 10 * random.nextGaussian();
            text.append(
                    "%.2f,%.2f,%s\n".formatted(height, height - 100 + random.nextGaussian(), i % 4 == 0 ? "b" : "a"));
        }
        Path table = Files.writeString(folder.resolve("people.csv"), text);
        Path model = folder.resolve("people");
        assertThat(Shell.run(
                                "train",
                                "--data",
                                table.toString(),
                                "--latent",
                                "2",
                                "--steps",
                                "400",
                                "--out",
                                model.toString())
                        .code())
                .isZero();
        Shell.Result result = generate(model, "--prior", "mixture", "--count", "20000");
        assertThat(result.code()).as(result.err()).isZero();
        List<String> lines = Files.readAllLines(out("samples.csv"));
        assertThat(lines).hasSize(20_001);
        assertThat(lines.get(0)).isEqualTo("height,weight,kind");
        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[2])).containsOnly("a", "b");
        assertThat(lines.stream()
                        .skip(1)
                        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[0]))
                        .average()
                        .orElseThrow())
                .isCloseTo(170, within(3.0));
        assertThat(generate(model, "--traverse", "1").code()).isZero();
        assertThat(Files.readAllLines(out("traversals.csv")))
                .hasSize(10)
                .first()
                .isEqualTo("unit,value,height,weight,kind");
        assertThat(generate(model, "--manifold").err()).contains("for models of pictures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model conv --wasserstein",
                "--adversarial",
                "--variational --prior vamp --components 10",
                "--variational --prior mixture --components 10 --free-bits 0.2",
                "--variational --importance 3",
                "--variational --prior layered --components 2"
            })
    void train_everyVariant_isSavedAndDrawnFrom(String options) {
        Path model = folder.resolve("variant");
        train(model, ("--latent 3 " + options).split(" "));
        Shell.Result samples = generate(model, "--count", "10");
        assertThat(samples.code()).as(samples.err()).isZero();
        assertThat(out("sample-10.png")).isNotEmptyFile();
        assertThat(generate(model, "--traverse", "2").code()).isZero();
        Shell.Result eval = Shell.run("eval", model.toString(), "--importance", "5");
        assertThat(eval.code()).as(eval.err()).isZero();
        if (options.contains("vamp")) {
            assertThat(samples.out()).contains("prior: VampPrior of 10 pseudo-inputs");
            assertThat(eval.out()).contains("prior: VampPrior of 10 pseudo-inputs");
        }
    }

    @Test
    void generate_ofALabel_comesFromAConditionalModelThatWasToldIt() throws IOException {
        Path model = folder.resolve("told");
        train(model, "--latent", "2", "--variational", "--conditional");
        assertThat(generate(model, "--label", "A", "--count", "4").code()).isZero();
        byte[] ofA = Files.readAllBytes(out("sample-1.png"));
        assertThat(generate(model, "--label", "0", "--count", "4").code()).isZero();
        assertThat(Files.readAllBytes(out("sample-1.png"))).isNotEqualTo(ofA);
        assertThat(generate(model, "--label", "A", "--manifold").code()).isZero();
        assertThat(generate(model, "--traverse", "5").code()).isZero();
        Shell.Result unknown = generate(model, "--label", "?");
        assertThat(unknown.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(unknown.err()).contains("no label '?', but 0, 1, 2").hasLineCount(1);
        refused("told no labels", "--label", "A");
        assertThat(generate(model, "--prior", "mixture").err()).contains("use its own prior");
        assertThat(Shell.run("eval", model.toString(), "--importance", "3").code())
                .isZero();
        assertThat(Shell.run("inspect", model.toString()).out()).contains("variational, told");
    }

    @Test
    void generate_fromAQuantisedModel_drawsCodesTogetherWithAPriorThatIsKept() {
        Path model = folder.resolve("quantised");
        train(model, "--latent", "4", "--model", "conv", "--quantized", "--codes", "8");
        Shell.Result alone = generate(model, "--count", "5");
        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(alone.err()).contains("--prior autoregressive fits a prior");
        Shell.Result fitted = generate(model, "--count", "5", "--prior", "autoregressive");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.err()).contains("fitted an autoregressive prior");
        assertThat(fitted.out()).contains("prior: autoregressive, fitted to training codes");
        Shell.Result again = generate(model, "--count", "5");
        assertThat(again.err()).doesNotContain("fitted an autoregressive prior");
        assertThat(again.out()).contains("prior: autoregressive");
        assertThat(generate(model, "--prior", "mixture").err()).contains("use its own prior");
        refused("fit a mixture", "--prior", "autoregressive");
    }

    @Test
    void generate_inFrench_saysAllInFrench() {
        Shell.Result result = generate(variational(), "--count", "12", "--temperature", "0.01", "--lang", "fr");
        assertThat(result.out().replace('\u00a0', ' '))
                .contains(
                        "12 données (loi a priori : normale centrée réduite)",
                        "attention : les tirages se ressemblent");
        assertThat(result.out() + result.err()).doesNotContain("(en anglais)", "samples");
    }

    @Test
    void train_sparse_isComparedWithPcaOfAsManyNumbersAsASampleUses() {
        Path model = out("sparse");
        train(model, "--latent", "16", "--sparse", "4");
        JsonNode eval = Shell.run("eval", model.toString(), "--json").json();
        assertThat(eval.path("active_numbers").asInt()).isEqualTo(4);
        assertThat(eval.path("pca_components").asInt()).isEqualTo(4);
    }

    @Test
    void train_contractive_isSavedWithItsObjective() throws IOException {
        Path model = out("contractive");
        train(model, "--latent", "4", "--contractive", "0.1");
        assertThat(Files.readString(model.resolve("config.json"))).contains("contractive");
        JsonNode eval = Shell.run("eval", model.toString(), "--json").json();
        assertThat(eval.path("active_numbers").isNull()).isTrue();
    }

    @Test
    void train_optionsOfOtherKinds_areRefused() {
        refusedTraining("kinds of autoencoder", "--variational", "--wasserstein");
        refusedTraining("add --variational", "--prior", "vamp");
        refusedTraining("add --wasserstein, --adversarial or --sparse", "--strength", "3");
        refusedTraining("neither drawn nor rounded", "--variational", "--contractive", "1");
        refusedTraining("at least 1 number", "--sparse", "0");
        refusedTraining("kinds of autoencoder", "--sparse", "2", "--quantized");
        refusedTraining("no factor of the KL divergence", "--variational", "--importance", "5", "--beta", "2");
        refusedTraining("add --prior mixture, --prior vamp", "--variational", "--components", "5");
        refusedTraining("from 1 to 5,000", "--variational", "--importance", "0");
        refusedTraining("add --latent", "--variational", "--prior", "layered");
        refusedTraining("free bits must be", "--variational", "--free-bits", "-1");
        refusedTraining("add --variational, --wasserstein or --adversarial", "--conditional");
        refusedTraining("strength must be", "--adversarial", "--strength", "-1");
    }

    private void refusedTraining(String words, String... options) {
        Shell.Result result = Shell.run(
                Stream.concat(Stream.of("train", "--out", folder.resolve("none").toString()), Stream.of(options))
                        .toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains(words);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void generate_badInput_endsWithOneLine() {
        refused("must be at least 1", "--count", "0");
        refused("temperature must be above 0", "--temperature", "0");
        refused("one at a time", "--manifold", "--traverse", "1");
        refused("from 2 to 10,000 frames", "--between", "a.png", "b.png", "--frames", "1");
        refused("ask for the prior 'mixture' too", "--components", "3");
        assertThat(generate(variational(), "--between", "a.png").code()).isEqualTo(ExitCodes.USAGE);
        assertThat(generate(variational(), "--like", "none.png").err()).contains("none.png");
        assertThat(generate(plain(), "--manifold", "--prior", "mixture").err())
                .contains("two numbers, here they are 4");
        Shell.Result zero = Shell.run("eval", variational().toString(), "--importance", "0");
        assertThat(zero.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(zero.err()).contains("from 1 to 100,000");
    }

    private void refused(String words, String... options) {
        Shell.Result result = generate(variational(), options);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(result.err()).contains(words);
        assertThat(result.err().lines()).hasSize(1);
    }
}
