package io.diabolo.codec.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsFileTest {

    @TempDir
    Path folder = Path.of("");

    private final RandomCodec codec = new RandomCodec(RandomCodec.TINY);

    @Test
    void load_goodFile_hasItsSizesAndId() throws Exception {
        byte[] bytes = codec.bytes(folder);
        CodecNetwork network = CodecNetwork.load("tiny", bytes, Kernel.scalar());
        assertThat(network.sizes()).isEqualTo(RandomCodec.TINY);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(network.id()).isEqualTo(digest.substring(0, 16));
    }

    @Test
    void load_severalTensorsThatDoNotFit_namesAllAtOnce() {
        codec.tensors.removeIf(tensor -> tensor.name().equals("synthesis.2.weight"));
        codec.tensors.removeIf(tensor -> tensor.name().equals("tables.hyper_offset"));
        codec.tensors.removeIf(tensor -> tensor.name().equals("gain"));
        codec.tensors.add(new NamedTensor.F32("gain", List.of(12L, 3L), new float[36]));
        codec.tensors.removeIf(tensor -> tensor.name().equals("context.1.0.bias"));
        codec.tensors.add(new NamedTensor.F64("context.1.0.bias", List.of(6L), new double[6]));
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith("tiny: ")
                .hasMessageContaining("synthesis.2.weight is missing")
                .hasMessageContaining("tables.hyper_offset is missing")
                .hasMessageContaining("gain must be [3, 12], is [12, 3]")
                .hasMessageContaining("context.1.0.bias must be F16 or F32")
                .hasMessageNotContaining("\n");
    }

    @Test
    void load_numbersThatAreNotFinite_namesTheirTensors() {
        codec.tensors.removeIf(tensor -> tensor.name().equals("gain"));
        float[] gains = new float[36];
        gains[7] = Float.NaN;
        codec.tensors.add(new NamedTensor.F32("gain", List.of(3L, 12L), gains));
        codec.tensors.removeIf(tensor -> tensor.name().equals("context.1.0.bias"));
        float[] bias = {0, Float.NEGATIVE_INFINITY, 0, 0, 0, 0};
        codec.tensors.add(NamedTensor.F16.of("context.1.0.bias", List.of(6L), bias));
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("gain holds a number that is not finite")
                .hasMessageContaining("context.1.0.bias holds a number that is not finite");
    }

    @Test
    void load_noTensorsAndTheLargestSizes_namesSomeAndMakesNoRoom() {
        codec.tensors.clear();
        codec.metadata =
                RandomCodec.metadata(new CodecSizes("x", 1024, 256, 512, 512, List.of(1024), 127, List.of(), 1, 0));
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("analysis.linear.weight is missing")
                .hasMessageContaining(" more; the file is damaged");
    }

    @Test
    void load_newerFormat_isUnsupported() {
        codec.metadata = "{\"format\":2,\"layers\":{\"a\":[1,{}]}}";
        assertThatThrownBy(this::load)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("tiny: a codec of format 2, this release reads format 1; take a newer release");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "latent":12          | "latent":1025          | latent must be a whole number, 1 to 1024
            "latent":12          | "latent":13            | slices must sum to latent (13), sum to 12
            "latent":12          | "latent":1e300         | latent must be
            "latent":12          | "latent":12.5          | latent must be
            "hyper":4            | "hyper":0              | hyper must be
            "features":8         | "feature":8            | features must be
            "block":16           | "block":8              | block must be a whole number, 16 to 16
            "slices":[2,3,7]     | "slices":[2,3,-7]      | slices must be
            "slices":[2,3,7]     | "slices":[]            | 1 to 16 slices
            "slices":[2,3,7]     | "slices":["2"]         | numbers only
            "name":"tiny"        | "name":"../tiny"       | must have a name
            "levels":3           | "levels":128           | levels must be
            "format":1           | "format":0             | format must be
            "format":1           | "format":"1"           | format must be
            "format":1,          | "format":1,"format":1, | not valid JSON
            {"format":1,         | {"format":1            | not valid JSON
            {"format":1,         | [1,                    | must be a JSON object
            """)
    void load_metadataThatBreaksARule_saysWhich(String good, String bad, String rule) {
        assertThat(codec.metadata).contains(good);
        codec.metadata = codec.metadata.replace(good, bad);
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith("tiny: the metadata 'codec' ")
                .hasMessageContaining(rule);
    }

    @Test
    void load_truncatedFile_isCorrupt() throws IOException {
        byte[] bytes = codec.bytes(folder);
        for (int length : new int[] {0, 7, 100, bytes.length - 1}) {
            assertThatThrownBy(() -> CodecNetwork.load("tiny", Arrays.copyOf(bytes, length), Kernel.scalar()))
                    .isInstanceOf(CorruptFileException.class);
        }
    }

    private CodecNetwork load() throws IOException {
        return CodecNetwork.load("tiny", codec.bytes(folder), Kernel.scalar());
    }
}
