package io.diabolo.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped networks give what PyTorch gave with the same weights on the day of the release. */
class GoldenTest {

    private static final float TOLERANCE = 1e-4f;

    @ParameterizedTest
    @ValueSource(
            strings = {"denoise-gray", "denoise-colour", "deblock", "inpaint", "upscale-2", "upscale-3", "upscale-4"})
    void shippedNetwork_onTheGoldenInput_givesTheGoldenOutput(String name) throws IOException {
        SafetensorsFile golden =
                Safetensors.read(name, resource("/restore/" + name + ".safetensors"), Safetensors.Limits.STANDARD);
        NamedTensor input = tensor(golden, "input");
        NamedTensor expected = tensor(golden, "output");
        RestorationNetwork network = ShippedNetworks.of(name);
        int height = input.shape().get(2).intValue();
        int width = input.shape().get(3).intValue();
        float[] values = values(input);
        Samples samples = (c, y, x) -> values[(c * height + y) * width + x];
        float[] output = new float[values(expected).length];
        RestoreOptions options = RestoreOptions.defaults();
        if (network.config() instanceof ChainConfig chain) {
            int wide = width * chain.factor();
            FloatPicture large =
                    Bicubic.resize(new FloatPicture(1, height, width, values), height * chain.factor(), wide);
            new ChainPass(network, options)
                    .run(
                            height,
                            width,
                            samples,
                            (c, y, x, value) -> output[y * wide + x] = large.values()[y * wide + x] + value);
        } else {
            new UnetPass(network, options)
                    .run(height, width, samples, (c, y, x, value) -> output[(c * height + y) * width + x] = value);
        }
        float[] all = values(expected);
        for (int i = 0; i < all.length; i++) {
            assertThat(output[i]).isCloseTo(all[i], within(TOLERANCE));
        }
    }

    @Test
    void shippedNetworks_together_areUnder8Megabytes() throws Exception {
        long bytes = 0;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String name : new String[] {
            "denoise-gray", "denoise-colour", "deblock", "inpaint", "upscale-2", "upscale-3", "upscale-4"
        }) {
            byte[] file = resource("/io/diabolo/models/restore/" + name + ".safetensors");
            RestorationNetwork.load(name, file, Kernel.scalar());
            digest.update(file);
            bytes += file.length;
        }
        assertThat(bytes).isLessThan(8_000_000);
        // Whoever has cleaned a picture can do it again with the same release: another training is a line in
        // CHANGES.md.
        byte[] frozen = resource("/restore/sha256.txt");
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo(new String(frozen, StandardCharsets.US_ASCII).strip());
    }

    private static NamedTensor tensor(SafetensorsFile file, String name) {
        return file.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] values(NamedTensor tensor) {
        return ((NamedTensor.F32) tensor).values();
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
