package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.train.TrainingListener;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelsTest {

    @TempDir
    Path folder = Path.of("");

    private final Jobs jobs = new Jobs(1, 1, Device.CPU);

    private Path trained(String name, int latent) {
        Path model = folder.resolve(name);
        TrainRequest request =
                TrainingWish.auto().withLatent(latent).withSteps(5).into(model, null);
        jobs.train(request.with(new DataChoice(null, few())), JobControl.none());
        return model;
    }

    private static DataReading few() {
        DataReading all = DataReading.defaults();
        return new DataReading(null, false, false, null, null, 200, all.table(), null);
    }

    private static HeldPicture picture() {
        return HeldPicture.of(new BufferedImage(20, 30, BufferedImage.TYPE_3BYTE_BGR));
    }

    @Test
    void decode_ofACode_givesTheReconstruction() {
        Path model = trained("model", 4);
        try (LiveModels models = jobs.models()) {
            List<List<Float>> codes = models.encode(model, List.of(picture()));
            assertThat(codes.get(0)).hasSize(4);
            assertThat(models.decode(model, codes).get(0))
                    .isEqualTo(models.reconstruct(model, List.of(picture())).get(0));
        }
    }

    @Test
    void decode_whileATrainingRuns_doesNotWaitForIt() throws Exception {
        Path model = trained("model", 4);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        JobControl control = JobControl.none().withTraining(new TrainingListener() {
            @Override
            public void started(long start, long total, List<String> train, List<String> validation) {
                running.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        TrainRequest request = TrainingWish.auto().withSteps(2).into(folder.resolve("other"), null);
        CompletableFuture<TrainOutcome> training =
                CompletableFuture.supplyAsync(() -> jobs.train(request.with(new DataChoice(null, few())), control));
        running.await();
        try (LiveModels models = jobs.models()) {
            assertThat(models.decode(model, List.of(List.of(0f, 0f, 0f, 0f)))).hasSize(1);
            assertThat(training).isNotDone();
        }
        done.countDown();
        training.get();
    }

    @Test
    void model_thatIsTrainedAnew_isReadAgain() throws Exception {
        Path model = trained("model", 4);
        try (LiveModels models = jobs.models()) {
            assertThat(models.encode(model, List.of(picture())).get(0)).hasSize(4);
            TrainedFolders.delete(model);
            Thread.sleep(20); // times of files are not finer everywhere
            trained("model", 3);
            assertThat(models.encode(model, List.of(picture())).get(0)).hasSize(3);
        }
    }

    @Test
    void models_moreThanAreKept_answerAllTheSame() {
        List<Path> folders = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            folders.add(trained("model-" + i, i));
        }
        try (LiveModels models = jobs.models()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 1; i <= 6; i++) {
                    assertThat(models.encode(folders.get(i - 1), List.of(picture()))
                                    .get(0))
                            .hasSize(i);
                }
            }
        }
    }

    @Test
    void watcher_ofATraining_seesSamplesSharpenAndPcasLoss() {
        List<SampleWatcher.Reconstructions> shown = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        JobControl control = JobControl.none().withSamples(new SampleWatcher() {
            @Override
            public void reference(double loss) {
                references.add(loss);
            }

            @Override
            public void reconstructed(Reconstructions samples) {
                shown.add(samples);
            }
        });
        TrainRequest request = TrainingWish.auto().withLatent(4).withSteps(5).into(folder.resolve("model"), null);
        TrainOutcome outcome = jobs.train(request.with(new DataChoice(null, few())), control);
        assertThat(shown).isNotEmpty();
        assertThat(shown.get(0).originals()).hasSize(8);
        assertThat(shown.get(0).outputs()).hasSize(8).isNotEqualTo(shown.get(0).originals());
        // A training begins with PCA.
        assertThat(references).hasSize(1);
        assertThat(references.get(0))
                .isBetween(
                        0.7 * outcome.training().initialValidationLoss(),
                        1.3 * outcome.training().initialValidationLoss());
    }

    @Test
    void watcher_ofAVariationalTraining_isToldNoPca() {
        List<Double> references = new ArrayList<>();
        JobControl control = JobControl.none().withSamples(new SampleWatcher() {
            @Override
            public void reference(double loss) {
                references.add(loss);
            }
        });
        TrainingWish wish = TrainingWish.auto().withLatent(4).withSteps(2).asVariational();
        jobs.train(wish.into(folder.resolve("model"), null).with(new DataChoice(null, few())), control);
        assertThat(references).isEmpty();
    }

    @Test
    void folder_withoutAModel_isRefused() {
        try (LiveModels models = jobs.models()) {
            assertThatThrownBy(() -> models.decode(folder, List.of(List.of(0f))))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("holds no model");
            assertThatThrownBy(() -> TrainedFolders.delete(folder)).isInstanceOf(BadInputException.class);
        }
    }
}
