package io.diabolo.compress.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.TinyCodec;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.nn.Pass;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained with libtorch is what the exported codec does in Java, through a real file. */
class CodecParityTest {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 70;

    /** The container of a picture of one tile: header, checksum and the coder's final states. */
    private static final int OVERHEAD = 36;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void codec_exported_givesTheModelsPixelsAndBits(int encoder) {
        Picture picture = picture();
        try (CompressionModel model = model(TinyCodec.config(12, encoder))) {
            CodecFolder.save(folder, model, "tiny", provenance());
            Codec codec = Codec.load(folder);
            for (int level = 0; level < 3; level++) {
                byte[] file = codec.compress(picture.toBufferedImage(), Quality.of(1 + 3.5 * level));
                Picture decoded = Picture.of(codec.decompress(file).picture());
                Trained trained = trained(model, picture, level);

                // Weights are rounded to 16 bits: now and then a value falls to the other side of a half.
                assertThat(different(decoded, trained)).as("level %d", level).isLessThan(trained.pixels.length / 50);
                assertThat(8.0 * (file.length - OVERHEAD))
                        .as("level %d", level)
                        .isCloseTo(trained.bits, within(0.02 * trained.bits + 32));
            }
        }
    }

    /** The first slice is predicted with certainty: its values are lost where not every one is coded. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void codec_sureOfItsFirstSlice_givesTheModelsPixels(int complete) {
        Picture picture = picture();
        try (CompressionModel model = model(TinyCodec.config(12, 1, complete))) {
            try (TensorScope scope = TensorScope.open("test")) {
                parameter(model, "context.0.2.bias").assignInPlace(Tensor.of(new float[8], 8));
            }
            CodecFolder.save(folder, model, "tiny", provenance());
            Codec codec = Codec.load(folder);
            Trained trained = trained(model, picture, 0);
            byte[] file = codec.compress(picture.toBufferedImage(), Quality.of(1));
            assertThat(different(Picture.of(codec.decompress(file).picture()), trained))
                    .isLessThan(trained.pixels.length / 50);
        }
    }

    /** How many values differ by more than rounding. */
    private static int different(Picture decoded, Trained trained) {
        int different = 0;
        for (int i = 0; i < trained.pixels.length; i++) {
            different += Math.abs((decoded.pixels()[i] & 255) - trained.pixels[i]) > 1 ? 1 : 0;
        }
        return different;
    }

    private static CompressionModel model(CompressionConfig config) {
        CompressionModel model = CompressionModel.create(config, 3);
        try (TensorScope scope = TensorScope.open("test")) {
            float[] gains = new float[3 * 12];
            float[] inverse = new float[gains.length];
            for (int i = 0; i < gains.length; i++) {
                gains[i] = 2 + i / 12;
                inverse[i] = -gains[i];
            }
            parameter(model, "log_gain").assignInPlace(Tensor.of(gains, 3, 12));
            parameter(model, "log_inverse_gain").assignInPlace(Tensor.of(inverse, 3, 12));
            // Scales that an untrained model does not know: without them outliers would be coded as escapes, which cost
            // less than the tail.
            parameter(model, "context.0.2.bias").assignInPlace(Tensor.of(new float[] {0, 0, 0, 0, 45, 45, 45, 45}, 8));
            parameter(model, "context.1.2.bias")
                    .assignInPlace(Tensor.of(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 45, 45, 45, 45, 45, 45, 45, 45}, 16));
        }
        return model;
    }

    private static Tensor parameter(CompressionModel model, String name) {
        return Objects.requireNonNull(model.parameters().all().get(name));
    }

    private static Trained trained(CompressionModel model, Picture picture, int level) {
        float[] x = new float[3 * HEIGHT * WIDTH];
        for (int i = 0; i < x.length; i++) {
            x[i] = (picture.pixels()[i] & 255) / 255f - 0.5f;
        }
        try (TensorScope scope = TensorScope.open("forward");
                NoGrad noGrad = NoGrad.open()) {
            CompressionModel.Forward forward =
                    model.forward(Tensor.of(x, 1, 3, HEIGHT, WIDTH), Tensor.of(new long[] {level}), Pass.inference());
            float[] values = forward.xHat().toFloats();
            int[] pixels = new int[values.length];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (int) Math.max(0, Math.min(255, Math.floor((values[i] + 0.5) * 255 + 0.5)));
            }
            return new Trained(pixels, forward.bits().sum().item());
        }
    }

    private static Picture picture() {
        byte[] pixels = new byte[3 * HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            int channel = i / WIDTH / HEIGHT;
            pixels[i] = (byte) (128 + 60 * Math.sin(x / (5.0 + channel)) + 50 * Math.cos((x + 2 * y) / 11.0));
        }
        return new Picture(3, HEIGHT, WIDTH, pixels);
    }

    static Provenance provenance() {
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

    /**
     * What the model makes of a picture.
     *
     * @param pixels [3, H, W], 0 to 255
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once
    private record Trained(int[] pixels, double bits) {}
}
