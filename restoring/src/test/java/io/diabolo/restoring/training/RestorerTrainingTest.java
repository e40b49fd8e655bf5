package io.diabolo.restoring.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.CorruptionText;
import io.diabolo.data.Photographs;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.json.Json;
import io.diabolo.restoring.network.RestorerModel;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestorerTrainingTest {

    private static final Photographs PHOTOGRAPHS = new Photographs(pictures(0, 4), pictures(4, 2), "hash", List.of());
    private static final int CROP = 48;

    static List<RestoringTask> tasks() {
        return List.of(
                new DenoisingTask(false, null),
                new DenoisingTask(true, CorruptionText.parse("gaussian:10..30")),
                new DenoisingTask(false, CorruptionText.parse("poisson:40+gaussian:5")),
                DeblockingTask.usual(),
                new InpaintingTask(null),
                new InpaintingTask(CorruptionText.parse("mask:0.5")),
                new UpscalingTask(2),
                new UpscalingTask(3));
    }

    /** One of each kind. */
    static List<RestoringTask> trained() {
        return List.of(tasks().get(0), tasks().get(3), tasks().get(4), tasks().get(6));
    }

    @ParameterizedTest
    @MethodSource("trained")
    void fit_aFewSteps_isBetterThanLeavingThePictureAsItIs(RestoringTask task) {
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(60)
                .withBatch(2)
                .withPatience(0)
                .with(TrainingPlan.Optimization.auto().withLearningRate(3e-4).withSchedule(Schedule.COSINE, 20));
        try (TensorScope scope = TensorScope.open("test", Device.CPU);
                RestorerModel model = RestorerModel.create(task.network(), 1)) {
            RestorerTraining training = new RestorerTraining(model, task, PHOTOGRAPHS, CROP, plan, Device.CPU);
            try (Trainer trainer = new Trainer(training, plan, Device.CPU)) {
                TrainingResult result = trainer.fit();
                assertThat(result.bestValidationLoss()).as(task.damage()).isLessThan(result.initialValidationLoss());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void batch_ofTheSameSeed_isTheSameAndHasTheNetworksShapes(RestoringTask task) {
        byte[] pixels = new byte[2 * 3 * CROP * CROP];
        new java.util.Random(3).nextBytes(pixels);
        Crops crops = new Crops(pixels, 2, CROP);
        try (TensorScope scope = TensorScope.open("test", Device.CPU);
                RestorerModel model = RestorerModel.create(task.network(), 1);
                Generator one = Generator.of(5);
                Generator two = Generator.of(5)) {
            RestoringBatch first = task.batch(crops, new SplittableRandom(1), one);
            RestoringBatch second = task.batch(crops, new SplittableRandom(1), two);
            assertThat(first.input().sub(second.input()).abs().sum().item()).isZero();
            assertThat(first.base().shape()).isEqualTo(first.target().shape());
            assertThat(model.residual(first.input()).shape())
                    .isEqualTo(first.target().shape());
            Tensor hidden = first.hidden();
            if (hidden != null) {
                // What is known is handed on as it is.
                Tensor known = hidden.neg().add(1);
                assertThat(first.base()
                                .sub(first.target())
                                .mul(known)
                                .abs()
                                .sum()
                                .item())
                        .isZero();
                assertThat(hidden.mean().item()).isBetween(0.01, 0.99);
            }
            assertThat(first.base().sub(first.target()).abs().mean().item()).isGreaterThan(0);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void task_asJson_comesBack(RestoringTask task) {
        assertThat(Json.parse(Json.text(task), RestoringTask.class)).isEqualTo(task);
    }

    @Test
    void badTasks_areRefusedInALine() {
        assertThatThrownBy(() -> new UpscalingTask(5))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2, 3 or 4, was 5");
        assertThatThrownBy(() -> new InpaintingTask(CorruptionText.parse("gaussian:5")))
                .hasMessageContaining("gaussian:5 hides no pixel");
        assertThatThrownBy(() -> new DeblockingTask(50, 5)).hasMessageContaining("the lower one first");
        assertThatThrownBy(() -> DeblockingTask.usual().requireCrop(50))
                .hasMessageContaining("a multiple of 8, not 50");
    }

    private static List<Picture> pictures(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(RestorerTrainingTest::picture)
                .toList();
    }

    /** Edges and waves, another one for each number. */
    private static Picture picture(int number) {
        byte[] pixels = new byte[3 * 64 * 72];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 72;
            int y = i / 72 % 64;
            int c = i / 72 / 64;
            double value = 120 + 60 * Math.sin(x / (4.0 + number) + c) + 40 * Math.cos(y / 6.0);
            pixels[i] = (byte) ((x + y + 9 * number) / 24 % 2 == 0 ? value : 255 - value);
        }
        return new Picture(3, 64, 72, pixels);
    }
}
