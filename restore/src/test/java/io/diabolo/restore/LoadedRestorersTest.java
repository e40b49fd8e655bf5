package io.diabolo.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.safetensors.NamedTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restorers from files. */
class LoadedRestorersTest {

    private static final Path SHIPPED = Path.of("../models/src/main/resources/io/diabolo/models/restore");

    @TempDir
    Path folder = Path.of("");

    private static Path file(String name) {
        return SHIPPED.resolve(name + ".safetensors");
    }

    @Test
    void denoiser_ofOneNetwork_takesGrayAndColour() {
        FloatPicture gray = picture(1);
        FloatPicture colour = picture(3);
        int plane = 16 * 24;

        float[] mean = new float[plane];
        float[] equal = new float[3 * plane];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = gray.values()[i % plane];
        }
        Denoiser colours = Denoiser.load(file("denoise-colour"));
        float[] three = colours.clean(new FloatPicture(3, 16, 24, equal)).values();
        for (int i = 0; i < three.length; i++) {
            mean[i % plane] += three[i] / 3;
        }
        assertThat(colours.clean(gray).values())
                .usingComparatorWithPrecision(0.01f)
                .containsExactly(mean);

        Denoiser grays = Denoiser.load(file("denoise-gray")).withSigma(20);
        float[] cleaned = grays.clean(colour).values();
        for (int c = 0; c < 3; c++) {
            float[] channel = Arrays.copyOfRange(colour.values(), c * plane, (c + 1) * plane);
            assertThat(Arrays.copyOfRange(cleaned, c * plane, (c + 1) * plane))
                    .containsExactly(
                            grays.clean(new FloatPicture(1, 16, 24, channel)).values());
        }
    }

    @Test
    void load_eachTask_isThatOfTheShippedOnes() {
        assertThat(Upscaler.load(file("upscale-3")).factor()).isEqualTo(3);
        assertThat(Deblocker.load(file("deblock")).deblock(picture(1)).values())
                .containsExactly(Deblocker.photo().deblock(picture(1)).values());
        assertThat(Inpainter.load(file("inpaint"))).isNotNull();
        assertThatThrownBy(() -> Denoiser.load(file("upscale-2")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is a restorer of the task upscale, not denoise");
        assertThatThrownBy(() -> Deblocker.load(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("lacks restorer.safetensors");
    }

    @Test
    void write_thenRead_hasTheSameConfigAndRoundedWeights() {
        for (String name : List.of("denoise-gray", "upscale-4")) {
            RestorerFile shipped = RestorerFile.read(file(name));
            assertThat(NetworkConfig.parse("test", shipped.config().json())).isEqualTo(shipped.config());
            List<NamedTensor.F32> weights = shipped.tensors().stream()
                    .map(tensor -> (NamedTensor.F16) tensor)
                    .map(tensor -> new NamedTensor.F32(tensor.name(), tensor.shape(), tensor.toFloats()))
                    .toList();
            Path file = folder.resolve(RestorerFile.NAME);
            RestorerFile.write(file, shipped.config(), weights, "a test");
            RestorerFile again = RestorerFile.read(folder);
            assertThat(again.config()).isEqualTo(shipped.config());
            assertThat(((NamedTensor.F16) again.tensors().get(0)).values())
                    .isEqualTo(((NamedTensor.F16) shipped.tensors().get(0)).values());
        }
    }

    @Test
    void write_weightsThatNo16BitFloatHolds_isRefusedAndLeavesNothing() {
        NamedTensor.F32 large = new NamedTensor.F32("head.bias", List.of(1L), new float[] {1e6f});
        Path file = folder.resolve("large.safetensors");
        assertThatThrownBy(() -> RestorerFile.write(
                        file, RestorerFile.read(file("deblock")).config(), List.of(large), "a test"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("head.bias holds 1000000.0");
        assertThat(Files.exists(file)).isFalse();
    }

    private static FloatPicture picture(int channels) {
        float[] values = new float[channels * 16 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (128 + 50 * Math.sin(i / 7.0) + i * 37 % 23);
        }
        return new FloatPicture(channels, 16, 24, values);
    }
}
