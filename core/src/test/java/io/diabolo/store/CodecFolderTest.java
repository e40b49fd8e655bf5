package io.diabolo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.json.Json;
import io.diabolo.model.compression.CompressionModel;
import io.diabolo.model.compression.Logistic;
import io.diabolo.model.compression.TinyCodec;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecFolderTest {

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
        JsonNode empty = Json.parse("{}", JsonNode.class);
        return new Provenance("generated", "hash", 4, empty, empty, List.of("test"), List.of(), List.of());
    }

    private Map<String, NamedTensor> exported(CompressionModel model) {
        CodecFolder.save(folder, model, "tiny", provenance());
        SafetensorsFile file = Safetensors.read(folder.resolve(Codec.WEIGHTS), Safetensors.Limits.STANDARD);
        JsonNode header = Json.parse(Objects.requireNonNull(file.metadata().get("codec")), JsonNode.class);
        assertThat(header.toString())
                .isEqualTo("{\"format\":1,\"name\":\"tiny\",\"block\":16,\"latent\":12,\"hyper\":4,\"features\":8,"
                        + "\"context\":8,\"slices\":[4,8],\"levels\":127,\"lambdas\":[0.002,0.02,0.2]}");
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

    @Test
    void export_weights_areTheNearest16BitFloats() {
        try (CompressionModel model = model()) {
            Map<String, NamedTensor> tensors = exported(model);
            float[] exact = parameter(model, "analysis.1.weight").toFloats();
            NamedTensor.F16 half = (NamedTensor.F16) Objects.requireNonNull(tensors.get("analysis.1.weight"));
            assertThat(half.shape()).containsExactly(8L, 8L, 3L, 3L);
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
        try (CompressionModel model = model()) {
            CodecFolder.save(folder, model, "tiny", provenance());
        }
        Path weights = folder.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> CodecFolder.load(folder, Device.CPU)).isInstanceOf(CorruptFileException.class);
    }
}
