package io.diabolo.restore.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;
import io.diabolo.safetensors.NamedTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestorationNetworkTest {

    private static final List<Kernel> KERNELS = Stream.concat(
                    Stream.of(Kernel.scalar(), Kernel.emulated()), Kernel.vector().stream())
            .toList();

    @Test
    void apply_unet_isWhatTheDefinitionGives() {
        RandomRestorer file = RandomRestorer.unet("denoise", 3, "sigma");
        FeatureMap x = random(16, 24, 4 * 4);
        double[][][] expected = new Definition(file).unet(x, new int[] {1, 0, 1, 1, 1});
        FeatureMap y = apply(file.load(Kernel.fastest()), x, 2);
        assertSame(y, expected);
    }

    @Test
    void apply_chain_isWhatTheDefinitionGives() {
        RandomRestorer file = RandomRestorer.chain(3, 16, 2);
        FeatureMap x = random(5, 7, 1);
        FeatureMap y = apply(file.load(Kernel.fastest()), x, 2);
        assertSame(y, new Definition(file).chain(x, 2));
    }

    @Test
    void apply_anyKernelAndThreads_hasTheSameBits() {
        FeatureMap x = random(8, 12, 4 * 2);
        RandomRestorer file = RandomRestorer.unet("denoise", 1, "sigma");
        float[] first = apply(file.load(Kernel.scalar()), x, 1).values();
        for (Kernel kernel : KERNELS) {
            for (int threads = 1; threads <= 3; threads++) {
                assertThat(bits(apply(file.load(kernel), x, threads).values()))
                        .as("%s, %d threads", kernel.name(), threads)
                        .isEqualTo(bits(first));
            }
        }
    }

    @Test
    void field_ofTheShippedShape_is72Pixels() {
        UnetConfig config = (UnetConfig)
                NetworkConfig.parse(
                        "test",
                        "{\"task\":\"denoise\",\"kind\":\"unet\",\"picture\":1,\"map\":\"sigma\",\"channels\":[48,80,96],\"blocks\":[1,1,2,1,2],\"multiple\":8,\"more\":{}}");
        assertThat(config.field()).isEqualTo(72);
        assertThat(config.inputs()).isEqualTo(2);
    }

    @Test
    void load_wrongOrMissingTensors_namesThem() {
        RandomRestorer file = RandomRestorer.unet("deblock", 1, "none");
        List<NamedTensor> tensors = file.tensors();
        tensors.removeIf(tensor -> tensor.name().equals("tail.bias"));
        tensors.replaceAll(tensor -> tensor.name().equals("up1.bias")
                ? NamedTensor.F16.of("up1.bias", List.of(3L), new float[3])
                : tensor.name().equals("head.bias")
                        ? NamedTensor.F16.of("head.bias", tensor.shape(), nan(tensor))
                        : tensor);
        assertThatThrownBy(() -> file.load(Kernel.scalar()))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContainingAll(
                        "tail.bias is missing",
                        "up1.bias must be [64], is [3]",
                        "head.bias holds a number that is not finite");
    }

    @Test
    void load_otherFiles_areRefusedInOneLine() {
        RandomRestorer file = RandomRestorer.chain(2, 16, 1);
        assertThatThrownBy(() -> load(file, "format", "codec"))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("it is no restorer");
        assertThatThrownBy(() -> load(file, "version", "2"))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version '2', this release reads 1");
        assertThatThrownBy(() -> RestorationNetwork.load("x", new byte[100], Kernel.scalar()))
                .isInstanceOf(CorruptFileException.class);
    }

    @Test
    void parse_badConfigs_sayWhichRule() {
        Map<String, String> bad = Map.of(
                "[]", "must be a JSON object",
                "{\"task\":\"denoise\"", "is not valid JSON",
                "{\"task\":\"paint\"}", "'task' must be one of [denoise, inpaint, upscale, deblock], is 'paint'",
                "{\"task\":\"upscale\",\"kind\":\"gan\"}", "must be unet or chain, is 'gan'",
                "{\"task\":\"denoise\",\"kind\":\"unet\",\"multiple\":16}",
                        "'multiple' must be a whole number, each 8 to 8",
                "{\"task\":\"upscale\",\"kind\":\"chain\",\"picture\":1,\"factor\":2,\"channels\":1e9,\"blocks\":1}",
                        "'channels' must be a whole number",
                "{\"task\":\"denoise\",\"kind\":\"chain\",\"picture\":1}", "must have the task upscale");
        bad.forEach((json, rule) -> assertThatThrownBy(() -> NetworkConfig.parse("file", json))
                .as(json)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith("file: ")
                .hasMessageContaining(rule));
    }

    @Test
    void apply_mapOfAnotherShape_isRefused() {
        RestorationNetwork unet = RandomRestorer.unet("deblock", 1, "none").load(Kernel.scalar());
        assertThatThrownBy(() -> apply(unet, FeatureMap.zeros(6, 8, 4), 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> apply(unet, FeatureMap.zeros(8, 8, 8), 1)).isInstanceOf(BadInputException.class);
        RestorationNetwork chain = RandomRestorer.chain(2, 16, 0).load(Kernel.scalar());
        assertThatThrownBy(() -> apply(chain, FeatureMap.zeros(8, 8, 3), 1)).isInstanceOf(BadInputException.class);
    }

    private static RestorationNetwork load(RandomRestorer file, String key, String value) {
        Map<String, String> metadata = new HashMap<>(Map.of("format", "diabolo-restorer", "version", "1"));
        metadata.put(key, value);
        return RestorationNetwork.load("test", file.bytes(metadata), Kernel.scalar());
    }

    private static float[] nan(NamedTensor tensor) {
        float[] values = ((NamedTensor.F16) tensor).toFloats();
        values[1] = Float.NaN;
        return values;
    }

    private static FeatureMap apply(RestorationNetwork network, FeatureMap x, int threads) {
        try (Workers workers = Workers.of(threads)) {
            return network.apply(x, Halo.NONE, workers);
        }
    }

    private static FeatureMap random(int height, int width, int channels) {
        Random random = new Random(3);
        FeatureMap x = FeatureMap.zeros(height, width, channels);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = random.nextFloat();
        }
        return x;
    }

    private static void assertSame(FeatureMap y, double[][][] expected) {
        assertThat(List.of(y.channels(), y.height(), y.width()))
                .containsExactly(expected.length, expected[0].length, expected[0][0].length);
        for (int c = 0; c < expected.length; c++) {
            for (int row = 0; row < expected[0].length; row++) {
                for (int column = 0; column < expected[0][0].length; column++) {
                    assertThat((double) y.values()[y.at(row, column) + c])
                            .isCloseTo(expected[c][row][column], within(1e-4));
                }
            }
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
