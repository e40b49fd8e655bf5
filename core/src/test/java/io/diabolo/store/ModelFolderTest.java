package io.diabolo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.Reconstructor;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {

    private static final AutoencoderConfig CONFIG = AutoencoderConfig.mlp(SampleShape.picture(1, 2, 3), 2)
            .withBody(new MlpBody(List.of(4), Activation.GELU, Normalization.BATCH, 0));
    private static final Preprocessing PREPROCESSING = new ArrayPreprocessing(CONFIG.input(), true, 0, 255, 0, 1);
    private static final float[] INPUT = {0, 0.25f, 0.5f, 0.75f, 1, 0.125f};

    @TempDir
    Path folder = Path.of("");

    private static Provenance provenance() {
        return new Provenance(
                "data",
                "hash",
                7,
                TrainingPlan.auto(),
                new TrainingResult(3, 1.5, 2, 4, 0.5, 0.25, 2, TrainingResult.Reason.COMPLETED, List.of("warning")),
                List.of("v"),
                List.of(new Provenance.Metric("test_mse", 0.1)),
                List.of("warning"));
    }

    private static void save(Path where, long seed) {
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = CONFIG.build(seed)) {
            ModelFolder.save(where, model, PREPROCESSING, provenance());
        }
    }

    private static float[] built(long seed) {
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = CONFIG.build(seed)) {
            return model.reconstruct(Tensor.of(INPUT, 1, 1, 2, 3)).toFloats();
        }
    }

    private static float[] loaded(Path where) {
        long before = TensorScope.liveTensors();
        float[] output;
        try (TensorScope scope = TensorScope.open("test");
                Reconstructor model = ModelFolder.load(where, Device.CPU)) {
            output = model.reconstruct(Tensor.of(INPUT, 1, 1, 2, 3)).toFloats();
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
        return output;
    }

    @Test
    void load_savedModel_givesTheSameBits() throws IOException {
        save(folder, 3);
        assertThat(loaded(folder)).isEqualTo(built(3)).isNotEqualTo(built(4));
        ModelDescription description = ModelFolder.describe(folder);
        assertThat(description.architecture()).isEqualTo(CONFIG);
        assertThat(description.preprocessing()).isEqualTo(PREPROCESSING);
        assertThat(description.provenance()).isEqualTo(provenance());
        assertThat(names()).containsExactly("config.json", "model.safetensors");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void save_overAnother_replacesItAndLeavesOtherFiles() throws IOException {
        save(folder, 3);
        Files.writeString(folder.resolve("README.md"), "mine");
        save(folder, 4);
        assertThat(loaded(folder)).isEqualTo(built(4));
        assertThat(names()).containsExactly("README.md", "config.json", "model.safetensors");
    }

    /** Each state that a kill can leave on the disk, made of the files of two finished saves. */
    @Test
    void load_afterAKillBetweenTheSteps_givesTheOldOrTheNewModel() throws IOException {
        Path next = folder.resolve("next");
        save(next, 4);
        Path killed = folder.resolve("killed");
        save(killed, 3);
        Files.copy(next.resolve("model.safetensors"), killed.resolve("model.safetensors.new"));
        assertThat(loaded(killed)).as("new weights written").isEqualTo(built(3));
        Files.copy(next.resolve("config.json"), killed.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(loaded(killed)).as("config replaced").isEqualTo(built(4));

        // The next save must not lose the weights that are only in the .new file before its own are complete.
        try (TensorScope scope = TensorScope.open("test")) {
            Autoencoder closed = CONFIG.build(5);
            closed.close();
            assertThatThrownBy(() -> ModelFolder.save(killed, closed, PREPROCESSING, provenance()))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(loaded(killed)).as("a save that failed").isEqualTo(built(4));
        save(killed, 5);
        assertThat(loaded(killed)).isEqualTo(built(5));
        assertThat(killed.resolve("model.safetensors.new")).doesNotExist();
    }

    @Test
    void load_everyMismatch_isNamedAtOnce() throws IOException {
        save(folder, 3);
        Path weights = folder.resolve("model.safetensors");
        List<NamedTensor> tensors = new ArrayList<>(
                Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors());
        tensors.removeIf(tensor ->
                List.of("bottleneck.bias", "encoder.1.weight", "decoder.0.bias").contains(tensor.name()));
        tensors.add(new NamedTensor.F32("encoder.1.weight", List.of(1L, 2L), new float[2]));
        tensors.add(new NamedTensor.I64("decoder.0.bias", List.of(4L), new long[4]));
        tensors.add(new NamedTensor.F32("encoder.9.weight", List.of(1L), new float[1]));
        Safetensors.write(weights, tensors, new TreeMap<>());
        setHash();

        assertThatThrownBy(() -> loaded(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContainingAll(
                        weights.toString(),
                        "bottleneck.bias is missing",
                        "encoder.1.weight must be [4, 6], is [1, 2]",
                        "decoder.0.bias is not float32",
                        "encoder.9.weight is not part of the architecture")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void load_weightsThatAreNotFinite_areRefusedByName() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            save(folder, 3);
            Path weights = folder.resolve("model.safetensors");
            List<NamedTensor> tensors =
                    Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors();
            tensors.stream()
                    .filter(tensor -> tensor.name().equals("encoder.1.bias"))
                    .forEach(tensor -> ((NamedTensor.F32) tensor).values()[2] = bad);
            Safetensors.write(weights, tensors, new TreeMap<>());
            setHash();
            assertThatThrownBy(() -> loaded(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(weights.toString())
                    .hasMessageEndingWith("encoder.1.bias holds values that are infinite or not numbers");
        }
    }

    /** What a config claims is compared with the weights before memory is taken for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[16000, 16000, 16000, 16000, 16000]", // 5 GB
                "[2000, %s 2000]",
                "[65536]" // with the latent below 275 GB
            })
    void load_configOfAHugeModel_isRefusedAtOnce(String widths) throws IOException {
        save(folder, 3);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config)
                .replaceAll("\"widths\" : \\[[^\\]]*\\]", "\"widths\" : " + widths.formatted("2000, ".repeat(598)));
        if (widths.equals("[65536]")) {
            text = text.replace("\"latent\" : 2", "\"latent\" : 1048576");
        }
        Files.writeString(config, text);
        assertThat(ModelFolder.describe(folder).architecture().parameters()).isGreaterThan(1_000_000_000L);
        long before = TensorScope.liveTensors();
        long start = System.nanoTime();
        assertThatThrownBy(() -> ModelFolder.load(folder, Device.CPU))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(folder.toString())
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(3_000);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void describe_configOfTooManyLayers_isRefusedAtOnce() throws IOException {
        save(folder, 3);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config)
                .replaceAll("\"widths\" : \\[[^\\]]*\\]", "\"widths\" : [" + "1,".repeat(399_999) + "1]");
        Files.writeString(config, text);
        assertThatThrownBy(() -> ModelFolder.describe(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(config.toString())
                .hasMessageContaining("a model may have 4,096 layers")
                .message()
                .hasSizeLessThan(1_000);
    }

    /** Makes the config accept the weights that lie there. */
    private void setHash() throws IOException {
        Path config = folder.resolve("config.json");
        String hash = Safetensors.sha256(folder.resolve("model.safetensors"));
        Files.writeString(config, Files.readString(config).replaceAll("[0-9a-f]{64}", hash));
    }

    @Test
    void load_damagedWeights_isRefused() throws IOException {
        save(folder, 3);
        Path weights = folder.resolve("model.safetensors");
        byte[] good = Files.readAllBytes(weights);
        byte[] flipped = good.clone();
        flipped[good.length - 1] ^= 1;
        for (byte[] bad : List.of(
                flipped,
                java.util.Arrays.copyOf(good, good.length - 4),
                java.util.Arrays.copyOf(good, good.length + 4),
                new byte[0])) {
            Files.write(weights, bad);
            assertThatThrownBy(() -> loaded(folder))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("SHA-256");
            setHash();
            if (bad != flipped) {
                assertThatThrownBy(() -> loaded(folder)).isInstanceOf(CorruptFileException.class);
            }
            Files.write(weights, good);
            setHash();
        }
        Files.delete(weights);
        assertThatThrownBy(() -> loaded(folder))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void describe_wrongConfig_saysWhat() throws IOException {
        assertThatThrownBy(() -> ModelFolder.describe(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no model folder");
        save(folder, 3);
        String good = Files.readString(folder.resolve("config.json"));
        refused(good.replace("\"format\" : 2", "\"format\" : 3"), UnsupportedFormatException.class, "newer Diabolo");
        refused(good.replace("\"format\" : 2", "\"format\" : 0"), CorruptFileException.class, "format");
        refused(good.replace("\"format\" : 2", "\"format\" : \"x\""), CorruptFileException.class, "format");
        refused(good.replace("\"format\" : 2", "\"format\" : \"2\""), CorruptFileException.class, "format");
        refused(good.replace("\"format\" : 2", "\"format\" : 2.5"), CorruptFileException.class, "format");
        refused(
                good.replace("\"format\" : 2", "\"format\" : 1099511627776"),
                UnsupportedFormatException.class,
                "newer Diabolo");
        refused(good.substring(0, good.length() / 2), CorruptFileException.class, "config.json");
        refused("", CorruptFileException.class, "config.json");
        refused("null", CorruptFileException.class, "config.json");
        refused("[]", CorruptFileException.class, "config.json");
        refused("{}", CorruptFileException.class, "config.json");
        refused(good.replace("\"mlp\"", "\"rnn\""), CorruptFileException.class, "unknown type 'rnn'");
        refused(good.replace("\"plan\" :", "\"extra\" : 1, \"plan\" :"), CorruptFileException.class, "'extra'");
        refused(good.replace("\"epochs\" : 0", "\"epoch\" : 0"), CorruptFileException.class, "epoch");
        refused(good.replaceFirst("\"[0-9a-f]{64}\"", "null"), CorruptFileException.class, "weights_sha256");
        refused(good.replaceFirst("\"mse\"", "null"), CorruptFileException.class, "loss");
        refused(good.replace("\"scale\" : 255.0", "\"scale\" : 0"), CorruptFileException.class, "scale");
    }

    @Test
    void describe_folderOfAnotherType_namesTheFolderAndItsType() throws IOException {
        save(folder, 3);
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\"autoencoder\"", "\"codec\""));
        assertThatThrownBy(() -> ModelFolder.describe(folder))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining(folder + " is a folder of type 'codec'");
    }

    private void refused(String config, Class<? extends DiaboloException> type, String says) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        assertThatThrownBy(() -> ModelFolder.describe(folder))
                .as(config)
                .isInstanceOf(type)
                .hasMessageContaining("config.json")
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n");
    }

    /** Models that the first release trained and wrote: every later release reads them. */
    @ParameterizedTest
    @ValueSource(strings = {"format-1-mlp", "format-1-conv"})
    void load_goldenModelOfFormat1_givesItsRecordedOutputs(String name) throws Exception {
        Path golden = golden(name);
        List<String> recorded = Files.readAllLines(golden.resolve("expected.txt"));
        float[] x = new float[54];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7 / 6f;
        }
        try (TensorScope scope = TensorScope.open("test");
                Reconstructor model = ModelFolder.load(golden, Device.CPU)) {
            float[] output = model.reconstruct(Tensor.of(x, 1, 1, 9, 6)).toFloats();
            assertThat(output).hasSize(recorded.size());
            for (int i = 0; i < output.length; i++) {
                assertThat(output[i]).isCloseTo(Float.parseFloat(recorded.get(i)), within(1e-6f));
            }
        }
    }

    @Test
    void describe_goldenModelsOfFormat1_saysWhatTheyAre() throws Exception {
        SampleShape shape = SampleShape.picture(1, 9, 6);
        ModelDescription mlp = ModelFolder.describe(golden("format-1-mlp"));
        assertThat(mlp.architecture())
                .isEqualTo(AutoencoderConfig.plain(
                                shape, 3, new MlpBody(List.of(8), Activation.TANH, Normalization.LAYER, 0.1))
                        .withOutput(OutputRange.LINEAR));
        assertThat(mlp.preprocessing().range().isUnitInterval()).isFalse();
        assertThat(mlp.provenance().data()).isEqualTo("wide waves");
        assertThat(mlp.provenance().plan().noise().corruption())
                .isEqualTo(new GaussianNoise(20).then(new HiddenElements(0.1)));
        assertThat(mlp.provenance().training().steps()).isEqualTo(20);

        ModelDescription conv = ModelFolder.describe(golden("format-1-conv"));
        assertThat(conv.architecture().kind()).isEqualTo("conv variational");
        assertThat(conv.architecture().loss()).isEqualTo(Distortion.BCE);
        assertThat(conv.preprocessing()).isEqualTo(new ArrayPreprocessing(shape, true, 0, 255, 0, 1));
        assertThat(conv.provenance().plan().noise()).isEqualTo(TrainingPlan.Noise.none());
    }

    private static Path golden(String name) throws Exception {
        return Path.of(Objects.requireNonNull(ModelFolderTest.class.getResource("/golden/" + name + "/config.json"))
                        .toURI())
                .resolveSibling("");
    }
}
