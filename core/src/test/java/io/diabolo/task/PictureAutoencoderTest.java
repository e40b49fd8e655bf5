package io.diabolo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.ByteDataset;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PictureAutoencoderTest {

    private static final int LATENT = 8;
    private static final SampleShape SHAPE = SampleShape.picture(1, 28, 28);

    @TempDir
    Path folder = Path.of("");

    private long before;
    private final LoadedData data = glyphs();
    private PictureAutoencoder model = untrained();

    private static LoadedData glyphs() {
        Dataset all = Glyphs.generate(9, 1_000);
        return new LoadedData(
                RowSubset.of(all, IntStream.range(0, 800).toArray()),
                RowSubset.of(all, IntStream.range(800, 900).toArray()),
                RowSubset.of(all, IntStream.range(900, 1_000).toArray()),
                List.of());
    }

    private static AutoencoderConfig config() {
        return AutoencoderConfig.mlp(SHAPE, LATENT)
                .withBody(new MlpBody(List.of(128), Activation.GELU, Normalization.NONE, 0))
                .withOutput(OutputRange.UNIT);
    }

    private PictureAutoencoder untrained() {
        before = TensorScope.liveTensors();
        return PictureAutoencoder.train(config(), data, TrainingPlan.auto().withSteps(1));
    }

    @BeforeAll
    void train() {
        model.close();
        model = PictureAutoencoder.train(
                config(), data, TrainingPlan.auto().withSteps(300).withBatch(64).withLearningRate(3e-3));
    }

    @AfterAll
    void close() {
        model.close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    private List<Picture> testPictures() {
        List<Picture> pictures = new ArrayList<>();
        for (int row = 0; row < data.test().size(); row++) {
            byte[] pixels = new byte[784];
            data.test().gather(new int[] {row}, pixels);
            pictures.add(new Picture(1, 28, 28, pixels));
        }
        return pictures;
    }

    @Test
    void reconstruct_testPictures_isCloserThanABlackPicture() {
        List<Picture> pictures = testPictures();
        List<Picture> back = model.reconstruct(pictures);
        double error = 0;
        double black = 0;
        for (int i = 0; i < pictures.size(); i++) {
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    double value = pictures.get(i).at(0, y, x) / 255.0;
                    black += value * value;
                    error += Math.pow(back.get(i).at(0, y, x) / 255.0 - value, 2);
                }
            }
        }
        assertThat(error).isLessThan(0.5 * black);
        Evaluation evaluation = model.evaluate(data.test());
        // Pictures are rounded to bytes.
        assertThat(evaluation.squaredError()).isCloseTo(error / 100, withinPercentage(1));
        assertThat(model.model().description().provenance().dataHash())
                .isEqualTo(data.train().hash());
    }

    @Test
    void save_load_givesTheSamePicturesAndCodes() {
        Path saved = folder.resolve("model");
        model.save(saved);
        List<Picture> pictures = testPictures();
        try (PictureAutoencoder loaded = PictureAutoencoder.load(saved)) {
            assertThat(loaded.reconstruct(pictures)).isEqualTo(model.reconstruct(pictures));
            assertThat(Arrays.equals(
                            loaded.encode(pictures).values(),
                            model.encode(pictures).values()))
                    .isTrue();
            assertThat(Json.text(loaded.model().description()))
                    .isEqualTo(Json.text(model.model().description()));
        }
    }

    @Test
    void reconstruct_pictureOfAnotherSizeAndChannels_isBroughtToTheModels() {
        Picture glyph = testPictures().get(3);
        Picture large = glyph.withChannels(4).resize(new Size(57, 83));
        List<Picture> back = model.reconstruct(List.of(glyph, large));
        assertThat(back).hasSize(2).allSatisfy(picture -> {
            assertThat(picture.size()).isEqualTo(new Size(28, 28));
            assertThat(picture.channels()).isEqualTo(1);
        });
        assertThat(model.reconstruct(List.of())).isEmpty();
    }

    @Test
    void reconstruct_pictures_givesWhatDecodingTheirCodesGives() {
        List<Picture> pictures = testPictures();
        assertThat(model.reconstruct(pictures)).isEqualTo(model.decode(model.encode(pictures)));
    }

    @Test
    void reconstruct_morePicturesThanOneChunk_areAllThere() {
        List<Picture> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.addAll(testPictures());
        }
        List<Picture> back = model.reconstruct(many);
        assertThat(back).hasSize(600);
        assertThat(model.encode(many).row(599))
                .containsExactly(model.encode(many.subList(599, 600)).row(0), within(1e-5f));
    }

    @Test
    void decode_codesThatAreNone_isRefused() {
        assertThatThrownBy(() -> model.decode(Codes.of(LATENT - 1, new float[LATENT - 1])))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("7 numbers, this model's have 8");
        assertThat(model.decode(Codes.of(LATENT, new float[0]))).isEmpty();
        assertThat(model.encode(List.of()).latent()).isEqualTo(LATENT);
    }

    @Test
    void reconstruct_aPictureOfAnotherSize_isRefusedOfAStrictModelOnly() {
        Picture small = testPictures().get(0);
        Picture large = small.resize(new Size(3 * small.width(), 2 * small.height()));
        assertThat(model.reconstruct(List.of(large)).get(0).size()).isEqualTo(small.size());
        PictureAutoencoder strict = model.strict();
        assertThat(strict.reconstruct(List.of(small))).isEqualTo(model.reconstruct(List.of(small)));
        assertThatThrownBy(() -> strict.encode(List.of(small, large)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(large.size() + " is not of the model's size " + small.size());
    }

    @Test
    void use_afterClose_saysThatTheModelWasClosed() {
        PictureAutoencoder closed =
                PictureAutoencoder.train(config(), data, TrainingPlan.auto().withSteps(1));
        closed.close();
        List<Picture> pictures = testPictures();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> closed.encode(pictures),
                () -> closed.reconstruct(pictures),
                () -> closed.evaluate(data.test()),
                () -> closed.save(folder.resolve("closed")))) {
            assertThatThrownBy(use)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this model was closed");
        }
    }

    @Test
    void train_withOptions_isWatchedAndStopped() {
        AtomicLong steps = new AtomicLong();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void stepped(long step, double loss, int examples) {
                steps.incrementAndGet();
            }
        };
        TrainingOptions options =
                TrainingOptions.defaults().withListener(counting).withStop(() -> steps.get() == 3);
        PictureAutoencoder.train(config(), data, TrainingPlan.auto().withSteps(100), options)
                .close();
        assertThat(steps).hasValue(3);
    }

    @Test
    void evaluate_denoiser_seesNoisyInput() {
        TrainingPlan noisy = TrainingPlan.auto().withSteps(1).withCorruption(new GaussianNoise(50));
        try (PictureAutoencoder denoiser = PictureAutoencoder.train(config(), data, noisy)) {
            assertThat(denoiser.evaluate(data.test()).inputMse()).isGreaterThan(0.01);
        }
        assertThat(model.evaluate(data.test()).inputMse()).isZero();
    }

    @Test
    void encode_dataOfAnotherShape_isRefused() {
        Dataset other = ByteDataset.of("other", List.of(new Picture(3, 28, 28, new byte[3 * 784])));
        assertThatThrownBy(() -> model.encode(other))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[3, 28, 28]");
        assertThatThrownBy(() -> model.evaluate(other))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[3, 28, 28]");
        Dataset floats = FloatDataset.of("floats", SHAPE, new float[][] {new float[784]});
        assertThatThrownBy(() -> model.encode(floats))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("floats");
    }

    @Test
    void train_thatFails_leavesNothingBehind() {
        long live = TensorScope.liveTensors();
        assertThatThrownBy(() -> PictureAutoencoder.train(
                        config(), data, TrainingPlan.auto().withBatch(10_000)))
                .isInstanceOf(BadInputException.class);
        assertThat(TensorScope.liveTensors()).isEqualTo(live);
    }

    @Test
    void reconstruct_fourThreadsAtOnce_givesTheSamePictures() throws Exception {
        List<Picture> pictures = testPictures();
        List<Picture> expected = model.reconstruct(pictures);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Picture>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> model.reconstruct(pictures)));
            }
            for (Future<List<Picture>> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
