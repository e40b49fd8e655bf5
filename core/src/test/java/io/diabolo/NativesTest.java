package io.diabolo;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Engine;
import io.diabolo.engine.EngineException;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at data and models without computing runs where no native library can be loaded. */
class NativesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void describing_withoutNativesOnTheClassPath_works() throws Exception {
        AutoencoderConfig config = AutoencoderConfig.conv(SampleShape.picture(1, 28, 28), 8);
        Preprocessing preprocessing = new ArrayPreprocessing(config.input(), true, 0, 255, 0, 1);
        Files.writeString(folder.resolve("config.json"), """
                {"format": 2, "type": "autoencoder", "weights_sha256": "", "architecture": %s, "preprocessing": %s,
                 "provenance": {"data": "d", "data_hash": "h", "train_samples": 1, "plan": %s,
                                "training": %s,
                                "versions": [], "metrics": [], "warnings": []}}
                """.formatted(
                Json.text(config),
                Json.text(preprocessing),
                Json.text(TrainingPlan.auto()),
                Json.text(new TrainingResult(1, 1, 1, 1, 1, 1, 1, TrainingResult.Reason.COMPLETED, List.of()))));

        assertThat(runWithoutNatives(folder))
                .containsSubsequence("parameters " + config.parameters(), "glyphs [1, 28, 28]", "no libtorch");
    }

    private static String runWithoutNatives(Path model) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*-(linux|macosx|windows)-(x86_64|arm64)(-gpu)?\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process child = new ProcessBuilder(
                        java.toString(),
                        "-Djava.awt.headless=true",
                        "-Dorg.bytedeco.javacpp.cachedir=" + model.resolve("cache"),
                        "-cp",
                        classPath,
                        Looking.class.getName(),
                        model.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        return output;
    }

    /** The child process. That the engine cannot start in it shows that nothing before has started it. */
    static final class Looking {

        private Looking() {}

        public static void main(String[] args) {
            System.out.println("parameters "
                    + ModelFolder.describe(Path.of(args[0])).architecture().parameters());
            Dataset data = Glyphs.generate(1, 4);
            System.out.println(data.name() + " " + Preprocessing.of(data).shape());
            try {
                Engine.start();
            } catch (EngineException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
