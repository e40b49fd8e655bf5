package io.diabolo.compress.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.codec.Codec;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.Logistic;
import io.diabolo.compress.network.TinyCodec;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.json.Json;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecFolderTest {

    private static final String CONFIG = "config.json";
    private static final String EXACT = "weights.safetensors";

    @TempDir
    Path folder = Path.of("");

    private static CompressionModel model() {
        CompressionModel model = CompressionModel.create(TinyCodec.config(), 3);
        try (TensorScope scope = TensorScope.open("test")) {
            // Gains that rise with the level, so that a mistake in the interpolation shows.
            float[] gains = new float[3 * 12];
            for (int i = 0; i < gains.length; i++) {
                int level = i / 12;
                gains[i] = level + i % 12 * 0.1f;
            }
            parameter(model, "log_gain").assignInPlace(Tensor.of(gains, 3, 12));
        }
        return model;
    }

    private static Tensor parameter(CompressionModel model, String name) {
        return Objects.requireNonNull(model.parameters().all().get(name));
    }

    private static Provenance provenance() {
        return new Provenance(
                "generated",
                "hash",
                4,
                TrainingPlan.auto(),
                new TrainingResult(3, 1.5, 2, 4, 0.5, 0.25, 2, TrainingResult.Reason.COMPLETED, List.of()),
                List.of("test"),
                List.of(),
                List.of());
    }

    private Map<String, NamedTensor> exported(CompressionModel model) {
        CodecFolder.save(folder, model, "tiny", provenance());
        SafetensorsFile file = Safetensors.read(folder.resolve(Codec.WEIGHTS), Safetensors.Limits.STANDARD);
        JsonNode header = Json.parse(Objects.requireNonNull(file.metadata().get("codec")), JsonNode.class);
        assertThat(header.toString())
                .isEqualTo(
                        "{\"format\":1,\"name\":\"tiny\",\"block\":16,\"latent\":12,\"hyper\":4,\"features\":8,"
                                + "\"context\":8,\"slices\":[4,8],\"levels\":127,\"lambdas\":[0.002,0.02,0.2],\"encoder\":1,\"complete\":0}");
        return file.tensors().stream().collect(Collectors.toMap(NamedTensor::name, Function.identity()));
    }

    @Test
    void load_ofWhatWasSaved_hasTheSameBits() {
        try (CompressionModel model = model()) {
            CodecFolder.save(folder, model, "tiny", provenance());
            assertThat(CodecFolder.describe(folder)).isEqualTo(model.config());
            try (CompressionModel loaded = CodecFolder.load(folder, Device.CPU)) {
                model.parameters().all().forEach((name, tensor) -> assertThat(
                                parameter(loaded, name).toFloats())
                        .as(name)
                        .isEqualTo(tensor.toFloats()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tiny", "my_codec", "a b", "sehr-sch\u00f6n", "tiny.v2"})
    void save_aNameThatCannotBeReadAgain_isRefusedAndWritesNothing(String name) {
        try (CompressionModel model = model()) {
            assertThatThrownBy(() -> CodecFolder.save(folder, model, name, provenance()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("a-z, 0-9 and -");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void save_anyOtherName_canBeReadAgain() {
        String longest = "-az09".repeat(13).substring(0, 64);
        try (CompressionModel model = model()) {
            for (String name : List.of("a", longest)) {
                CodecFolder.save(folder, model, name, provenance());
                assertThat(Codec.load(folder).id()).hasSize(16);
            }
            assertThatThrownBy(() -> CodecFolder.save(folder, model, longest + "a", provenance()))
                    .isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void export_weights_areTheNearest16BitFloats() {
        try (CompressionModel model = model()) {
            Map<String, NamedTensor> tensors = exported(model);
            float[] exact = parameter(model, "analysis.1.weight").toFloats();
            NamedTensor.F16 half = (NamedTensor.F16) Objects.requireNonNull(tensors.get("analysis.1.weight"));
            assertThat(half.shape()).containsExactly(96L, 64L, 3L, 3L);
            for (int i = 0; i < exact.length; i++) {
                assertThat(half.toFloats()[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) * 0x1p-11f + 0x1p-25f));
            }
            assertThat(tensors)
                    .containsKeys("synthesis.linear.weight", "context.1.2.bias", "level_bias_1")
                    .doesNotContainKeys("log_gain", "hyper_prior.weight", "scales.all");
        }
    }

    @Test
    void export_gains_goThroughTheTrainedLevels() {
        try (CompressionModel model = model()) {
            float[] gain =
                    ((NamedTensor.F32) Objects.requireNonNull(exported(model).get("gain"))).values();
            assertThat(gain).hasSize(127 * 12);
            assertThat(gain[0]).isEqualTo(1);
            assertThat(gain[63 * 12 + 1]).isCloseTo((float) Math.exp(1.1), within(1e-5f));
            assertThat(gain[126 * 12]).isCloseTo((float) Math.exp(2), within(1e-5f));
            assertThat(gain[21 * 12]).isCloseTo((float) Math.exp(21 / 63.0), within(1e-5f)); // between
        }
    }

    @Test
    void export_tables_areThoseOfTheDistributions() {
        try (CompressionModel model = model()) {
            Map<String, NamedTensor> tensors = exported(model);
            int[] firsts = ((NamedTensor.I32) Objects.requireNonNull(tensors.get("tables.residual_offset"))).values();
            List<SymbolTable> residual = rows(tensors, "tables.residual", firsts);
            assertThat(residual).hasSize(64);
            for (int k = 0; k < 64; k++) {
                SymbolTable table = residual.get(k);
                double expected = 0;
                double entropy = 0;
                for (int r = -9000; r <= 9000; r++) {
                    double p = Logistic.probability(r, Logistic.scale((double) k));
                    expected += p * table.bits(r);
                    entropy -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
                }
                // Rounding to 65536ths and the escape cost less than half a percent, or a thousandth of a bit.
                assertThat(expected).as("table %d", k).isBetween(entropy, entropy * 1.005 + 0.001);
            }
            int[] hyperFirsts = new int[4];
            Arrays.fill(hyperFirsts, -63);
            for (SymbolTable table : rows(tensors, "tables.hyper", hyperFirsts)) {
                assertThat(table.count()).isEqualTo(127);
            }
        }
    }

    private static List<SymbolTable> rows(Map<String, NamedTensor> tensors, String name, int[] firsts) {
        NamedTensor.I32 tensor = (NamedTensor.I32) Objects.requireNonNull(tensors.get(name));
        int width = Math.toIntExact(tensor.shape().get(1));
        return java.util.stream.IntStream.range(0, firsts.length)
                .mapToObj(i -> SymbolTable.of(
                        name, firsts[i], Arrays.copyOfRange(tensor.values(), i * width, (i + 1) * width)))
                .toList();
    }

    @Test
    void load_withoutACodecOrWithADamagedOne_isRefused() throws IOException {
        assertThatThrownBy(() -> CodecFolder.load(folder, Device.CPU))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is no codec folder");
        save(folder, 3);
        Path weights = folder.resolve(EXACT);
        byte[] bytes = Files.readAllBytes(weights);
        byte[] flipped = bytes.clone();
        flipped[bytes.length - 1] ^= 1;
        for (byte[] bad : List.of(flipped, Arrays.copyOf(bytes, bytes.length - 4), new byte[0])) {
            Files.write(weights, bad);
            refused(EXACT + " is damaged");
        }
        Files.delete(weights);
        refused(EXACT + " is missing");
        Files.write(weights, bytes);
        String config = Files.readString(folder.resolve(CONFIG));
        Files.writeString(folder.resolve(CONFIG), config.replaceAll("\"weights_sha256\".*\n", ""));
        refused("damaged codec: ");
        Files.writeString(folder.resolve(CONFIG), config.substring(0, config.length() / 2));
        refused("damaged codec: ");
    }

    private void refused(String says) {
        assertThatThrownBy(() -> CodecFolder.load(folder, Device.CPU))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n");
    }

    private static void save(Path where, long seed) {
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), seed)) {
            CodecFolder.save(where, model, "tiny", provenance());
        }
    }

    private static float[] loaded(Path where) {
        try (CompressionModel model = CodecFolder.load(where, Device.CPU)) {
            return parameter(model, "analysis.1.weight").toFloats();
        }
    }

    /** Each state that a kill can leave on the disk, made of the files of two finished saves. */
    @Test
    void load_afterAKillBetweenTheSteps_givesTheOldOrTheNewCodec() throws IOException {
        Path old = folder.resolve("old");
        Path next = folder.resolve("next");
        save(old, 3);
        save(next, 4);
        Path killed = folder.resolve("killed");
        save(killed, 3);
        Files.copy(next.resolve(EXACT), killed.resolve(EXACT + ".new"));
        Files.copy(next.resolve(Codec.WEIGHTS), killed.resolve(Codec.WEIGHTS + ".new"));
        assertThat(loaded(killed)).as("new weights written").isEqualTo(loaded(old));
        Files.copy(next.resolve(CONFIG), killed.resolve(CONFIG), StandardCopyOption.REPLACE_EXISTING);
        assertThat(loaded(killed)).as("config replaced").isEqualTo(loaded(next));
        assertThat(Codec.load(killed).id()).isEqualTo(Codec.load(old).id());
        Files.move(
                killed.resolve(Codec.WEIGHTS + ".new"),
                killed.resolve(Codec.WEIGHTS),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(loaded(killed)).as("one of two renamed").isEqualTo(loaded(next));

        // The next save must not lose the weights that are only in the .new file before its own are complete.
        CompressionModel closed = CompressionModel.create(TinyCodec.config(), 5);
        closed.close();
        assertThatThrownBy(() -> CodecFolder.save(killed, closed, "tiny", provenance()))
                .isInstanceOf(RuntimeException.class);
        assertThat(loaded(killed)).as("a save that failed").isEqualTo(loaded(next));
        save(killed, 5);
        assertThat(loaded(killed)).isNotEqualTo(loaded(next));
        assertThat(killed.resolve(EXACT + ".new")).doesNotExist();
        assertThat(killed.resolve(Codec.WEIGHTS + ".new")).doesNotExist();
    }

    /** The first release wrote no checksum of the exact weights, and the widths that never differed. */
    @Test
    void load_folderOfFormat1_givesTheSameWeights() throws IOException {
        save(folder, 3);
        float[] expected = loaded(folder);
        Path config = folder.resolve(CONFIG);
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"format\" : 2", "\"format\" : 1")
                        .replaceAll(",\\s*\"encoder\" : 1", "")
                        .replaceAll("\"weights_sha256\".*\n", "")
                        .replaceFirst(
                                "\"latent\" : 12",
                                "\"latent\" : 12, \"analysis\" : [64, 96, 128], \"synthesis\" : [96, 64, 48]"));
        assertThat(loaded(folder)).isEqualTo(expected);
        assertThat(CodecFolder.describe(folder)).isEqualTo(TinyCodec.config());
    }
}
