package io.diabolo.compress.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.TinyCodec;
import io.diabolo.data.Photographs;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Precision;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.nn.Parameters;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTrainingTest {

    private static final int CROP = 64;
    private static final Photographs PHOTOGRAPHS = new Photographs(pictures(6, 1), pictures(2, 2), "hash", List.of());

    @TempDir
    Path folder = Path.of("");

    /** Coloured edges of all directions on a slope: neither a block transform nor a constant does well on them. */
    private static List<Picture> pictures(int count, long seed) {
        Random random = new Random(seed);
        List<Picture> pictures = new ArrayList<>();
        int side = 128;
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[3 * side * side];
            for (int edge = 0; edge < 12; edge++) {
                double angle = random.nextDouble() * Math.PI;
                double offset = (random.nextDouble() - 0.5) * side;
                int[] colour = {random.nextInt(200), random.nextInt(200), random.nextInt(200)};
                for (int at = 0; at < side * side; at++) {
                    int x = at % side - side / 2;
                    int y = at / side - side / 2;
                    if (x * Math.cos(angle) + y * Math.sin(angle) > offset) {
                        for (int c = 0; c < 3; c++) {
                            pixels[c * side * side + at] = (byte) (colour[c] + (x + y) / 6 + 25);
                        }
                    }
                }
            }
            pictures.add(new Picture(3, side, side, pixels));
        }
        return pictures;
    }

    private static TrainingPlan plan(Precision precision) {
        return TrainingPlan.auto()
                .withSteps(100)
                .withBatch(6)
                .with(TrainingPlan.Optimization.auto()
                        .withSchedule(Schedule.COSINE, 10)
                        .withLearningRate(1e-2)
                        .withClipNorm(1)
                        .withAveraging(0.9))
                .withPatience(0)
                .withPrecision(precision)
                .withSeed(4);
    }

    private static Trainable.Measured measure(CodecTraining training) {
        try (TensorScope scope = TensorScope.open("measure");
                NoGrad noGrad = NoGrad.open()) {
            return training.validate();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fit_aTinyCodec_isBetterThanItsStart(Precision precision) {
        TrainingPlan plan = plan(precision);
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(96), 1)) {
            CodecTraining training = new CodecTraining(model, PHOTOGRAPHS, CROP, plan, Device.CPU);
            training.start();
            double before = measure(training).values().get(0);
            try (Trainer trainer = new Trainer(training, plan, Device.CPU)) {
                TrainingResult result = trainer.fit();
                assertThat(result.initialValidationLoss()).isEqualTo(before);
            }
            Trainable.Measured after = measure(training);
            assertThat(after.values().get(0)).isLessThan(0.95 * before);
            assertThat(after.names())
                    .containsExactly(
                            "loss",
                            "bits_per_pixel_0",
                            "bits_per_pixel_63",
                            "bits_per_pixel_126",
                            "psnr_db_0",
                            "psnr_db_63",
                            "psnr_db_126");
            // More bits buy a better picture.
            assertThat(after.values().subList(1, 4)).isSorted();
            assertThat(after.values().subList(4, 7)).isSorted();
        }
    }

    @Test
    void resumed_endsWithTheBitsOfTheUnbrokenOne() {
        TrainingPlan plan = plan(Precision.FP32).withSteps(30);
        Checkpoint description = Checkpoint.of(plan, TinyCodec.config(), "hash", 30);
        Map<String, float[]> expected = fit(plan, 0, description);
        fit(plan, 13, description);
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 99)) {
            CodecTraining training = new CodecTraining(model, PHOTOGRAPHS, CROP, plan, Device.CPU);
            try (Trainer trainer = new Trainer(training, plan, Device.CPU)) {
                Checkpoint.restore(folder, trainer, description);
                assertThat(trainer.fit().steps()).isEqualTo(30);
            }
            assertThat(weights(model.parameters())).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    /** @param stop the step to stop at; 0 for never */
    private Map<String, float[]> fit(TrainingPlan plan, int stop, Checkpoint description) {
        AtomicLong asked = new AtomicLong();
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 1)) {
            CodecTraining training = new CodecTraining(model, PHOTOGRAPHS, CROP, plan, Device.CPU);
            training.start();
            try (Trainer trainer = new Trainer(training, plan, Device.CPU)) {
                trainer.listen(new CheckpointListener(folder, description, 1e9))
                        .stopWhen(() -> asked.getAndIncrement() == stop && stop > 0)
                        .fit();
            }
            return weights(model.parameters());
        }
    }

    private static Map<String, float[]> weights(Parameters parameters) {
        Map<String, float[]> weights = new TreeMap<>();
        parameters.all().forEach((name, tensor) -> weights.put(name, tensor.toFloats()));
        return weights;
    }

    @Test
    void withBest_afterIt_theModelIsAsBefore() {
        TrainingPlan plan = plan(Precision.FP32).withSteps(20);
        try (CompressionModel model = CompressionModel.create(TinyCodec.config(), 1)) {
            CodecTraining training = new CodecTraining(model, PHOTOGRAPHS, CROP, plan, Device.CPU);
            training.start();
            try (Trainer trainer = new Trainer(training, plan, Device.CPU)) {
                List<Map<String, float[]>> seen = new ArrayList<>();
                trainer.listen(new TrainingListener() {
                            @Override
                            public void validated(Trainer self, Validation validation) {
                                if (validation.step() == 0) {
                                    return; // the best are those that it begins with
                                }
                                seen.add(weights(model.parameters()));
                                self.withBest(() -> seen.add(weights(model.parameters())));
                                seen.add(weights(model.parameters()));
                            }
                        })
                        .fit();
                assertThat(seen.get(2)).containsExactlyInAnyOrderEntriesOf(seen.get(0));
                // The best weights are averages, and what the training ends with.
                assertThat(seen.get(1).get("synthesis.6.weight"))
                        .isNotEqualTo(seen.get(0).get("synthesis.6.weight"));
                assertThat(weights(model.parameters())).containsExactlyInAnyOrderEntriesOf(seen.get(1));
            }
        }
    }
}
