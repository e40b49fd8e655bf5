package io.diabolo.restoring.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.Bicubic;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.ShippedNetworks;
import io.diabolo.restore.Upscaler;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restore.network.UnetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained networks against the same weights in pure Java. */
class RestorerModelTest {

    private static final UnetConfig GRAY = UnetConfig.photo(NetworkConfig.Task.DENOISE, 1, UnetConfig.MapKind.SIGMA);
    private static final UnetConfig DEBLOCK = UnetConfig.photo(NetworkConfig.Task.DEBLOCK, 1, UnetConfig.MapKind.NONE);

    @TempDir
    Path folder = Path.of("");

    @Test
    void residual_ofTheShippedWeights_isThatOfThePureJavaRuntime() {
        FloatPicture picture = picture(24, 40);
        assertThat(restored(GRAY, picture, 20 / 255f))
                .usingComparatorWithPrecision(0.05f)
                .containsExactly(Denoiser.photo().withSigma(20).clean(picture).values());
        assertThat(restored(DEBLOCK, picture, null))
                .usingComparatorWithPrecision(0.05f)
                .containsExactly(Deblocker.photo().deblock(picture).values());
        for (int factor = 2; factor <= 4; factor++) {
            assertThat(restored(ChainConfig.photo(factor), picture, null))
                    .usingComparatorWithPrecision(0.05f)
                    .containsExactly(Upscaler.photo(factor).enlarge(picture).values());
        }
    }

    private static float[] restored(NetworkConfig config, FloatPicture picture, @Nullable Float map) {
        try (TensorScope scope = TensorScope.open("test", Device.CPU);
                NoGrad noGrad = NoGrad.open();
                RestorerModel model = RestorerModel.create(config, 0)) {
            model.startAt(ShippedNetworks.like(config));
            int h = picture.height();
            int w = picture.width();
            Tensor x = Tensor.of(picture.values(), 1, 1, h, w).mul(1 / 255.0);
            List<Tensor> inputs = new ArrayList<>(List.of(x));
            if (map != null) {
                inputs.add(Tensor.full(map, 1, 1, h, w));
            }
            float[] residual = model.residual(Tensor.concat(inputs, 1)).mul(255).toFloats();
            int factor = config instanceof ChainConfig chain ? chain.factor() : 1;
            float[] result = Bicubic.resize(picture, factor * h, factor * w).values();
            for (int i = 0; i < result.length; i++) {
                result[i] += residual[i];
            }
            return result;
        }
    }

    @Test
    void untrained_addsNothing_andComesBackFromItsFile() {
        try (TensorScope scope = TensorScope.open("test", Device.CPU);
                RestorerModel model = RestorerModel.create(DEBLOCK, 3);
                RestorerModel other = RestorerModel.create(DEBLOCK, 4)) {
            Tensor x = Tensor.full(0.3, 2, 1, 16, 24);
            assertThat(model.residual(x).abs().sum().item()).isZero();
            Path file = folder.resolve("restorer.safetensors");
            RestorerFile.write(file, DEBLOCK, model.weights(), "a test");
            other.startAt(RestorerFile.read(file));
            Tensor first = model.parameters().trainable().get(2); // of the first block
            Tensor copied = other.parameters().trainable().get(2);
            assertThat(copied.sub(first).abs().mean().item()).isCloseTo(0, within(1e-4));
            assertThat(first.abs().mean().item()).isGreaterThan(1e-3);
        }
    }

    @Test
    void startAt_anotherNetwork_isRefusedWithBoth() {
        try (TensorScope scope = TensorScope.open("test", Device.CPU);
                RestorerModel model = RestorerModel.create(DEBLOCK, 0)) {
            assertThatThrownBy(() -> model.startAt(ShippedNetworks.like(GRAY)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("restorer denoise-gray")
                    .hasMessageContaining("\"task\": \"deblock\"");
        }
    }

    private static FloatPicture picture(int height, int width) {
        Random random = new Random(1);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (128 + 60 * Math.sin(i % width / 5.0) + 15 * random.nextGaussian());
        }
        return new FloatPicture(1, height, width, values);
    }
}
