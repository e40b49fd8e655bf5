package io.diabolo.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each example for a few steps and checks on what it says of its result. */
class ExamplesTest {

    @Test
    void trainDense_afterFewSteps_beatsPcaAndSaves(@TempDir Path folder) {
        String out =
                run(TrainDense::main, "-", "8", "500", folder.resolve("model").toString());
        assertThat(number(out, "test MSE ([0-9.]+), PSNR")).isLessThan(number(out, "PCA-8 ([0-9.]+)"));
        assertThat(folder.resolve("model/model.safetensors")).exists();
    }

    @Test
    void denoiseDigits_afterFewSteps_isCloserToTheCleanPicture() {
        String out = run(DenoiseDigits::main, "150");
        assertThat(number(out, "denoised ([0-9.]+)")).isLessThan(0.3 * number(out, "noisy ([0-9.]+)"));
    }

    @Test
    void ownArchitecture_afterFewSteps_beatsTheMeanImageByFar() {
        String out = run(OwnArchitecture::main, "300");
        assertThat(number(out, "test MSE ([0-9.]+)")).isLessThan(0.5 * number(out, "mean image ([0-9.]+)"));
        assertThat(number(out, "PCA-16 ([0-9.]+)")).isBetween(0.005, 0.5 * number(out, "mean image ([0-9.]+)"));
    }

    @Test
    void embeddings_afterFewSteps_findTheLabel() {
        String out = run(Embeddings::main, "200");
        assertThat(number(out, "([0-9.]+) in 8 numbers")).isGreaterThan(0.25);
    }

    @Test
    void classifyCodes_afterFewSteps_isRightFarMoreOftenThanChance(@TempDir Path folder) {
        Path sheet = folder.resolve("middles.png");
        String out = run(ClassifyCodes::main, "200", sheet.toString());
        assertThat(number(out, "16 numbers: accuracy ([0-9.]+)")).isGreaterThan(0.25);
        assertThat(number(out, "784 pixels: accuracy ([0-9.]+)")).isGreaterThan(0.25);
        assertThat(sheet).isNotEmptyFile();
    }

    @Test
    void latentProcessing_afterFewSteps_isCloserThanTheInput_andCheaperThanOnPixels() {
        String out = run(LatentProcessing::main, "400");
        assertThat(number(out, "in the latent space +MSE ([0-9.]+)"))
                .isLessThan(0.6 * number(out, "left as it was +MSE ([0-9.]+)"));
        assertThat(number(out, "latent space .*, +([0-9,]+) mult"))
                .isLessThan(number(out, "pixels .*, +([0-9,]+) mult") / 10);
    }

    @Test
    void generateSamples_afterFewSteps_knowsTheLikelihoodUnderBothPriors(@TempDir Path folder) {
        Path sheet = folder.resolve("sheet.png");
        String out = run(GenerateSamples::main, "150", sheet.toString());
        double own = number(out, "prior standard normal: .* -log p\\(x\\) ([0-9.]+)");
        double fitted = number(out, "prior mixture of .* -log p\\(x\\) ([0-9.]+)");
        assertThat(own).isBetween(50.0, 400.0);
        assertThat(fitted).isLessThan(own);
        assertThat(sheet).isNotEmptyFile();
    }

    private static String run(Consumer<String[]> main, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            main.accept(args);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("'%s' in: %s", pattern, text).isTrue();
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }
}
