package io.diabolo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.PriorFolder;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGeneratorTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 4, 4);
    private static final Dataset DATA = stripes(300, 3);

    /** Pictures of two brightnesses, left and right. */
    private static Dataset stripes(int count, long seed) {
        Random random = new Random(seed);
        float[][] samples = new float[count][16];
        for (float[] sample : samples) {
            float left = random.nextFloat();
            float right = random.nextFloat();
            for (int i = 0; i < 16; i++) {
                sample[i] = i % 4 < 2 ? left : right;
            }
        }
        return FloatDataset.of("stripes", SHAPE, samples);
    }

    private static TrainedModel model(BottleneckConfig bottleneck, int latent) {
        AutoencoderConfig config = AutoencoderConfig.mlp(SHAPE, latent).withBottleneck(bottleneck);
        return TrainedModel.train(
                config,
                new LoadedData(DATA, DATA, DATA, List.of()),
                TrainingPlan.auto().withSteps(30),
                TrainingOptions.defaults());
    }

    @Test
    void sample_oneSeed_isTheSameInPartsAndOnSeveralThreads() throws Exception {
        try (TrainedModel model = model(VariationalConfig.defaults(), 3);
                AutoCloseableService service = new AutoCloseableService(Executors.newFixedThreadPool(2))) {
            SampleGenerator generator = SampleGenerator.of(model);
            Codes codes = generator.sample(10_000, 1, 7);
            Future<Codes> first = service.service().submit(() -> generator.sample(10_000, 1, 7));
            Future<Codes> second = service.service().submit(() -> generator.sample(10_000, 1, 7));
            assertThat(first.get().values()).isEqualTo(codes.values());
            assertThat(second.get().values()).isEqualTo(codes.values());
            assertThat(generator.sample(10_000, 1, 8).values()).isNotEqualTo(codes.values());
            assertThat(deviation(codes)).isCloseTo(1, within(0.03));
            assertThat(deviation(generator.sample(10_000, 0.5, 7))).isCloseTo(0.5, within(0.02));
        }
    }

    private record AutoCloseableService(ExecutorService service) implements AutoCloseable {
        @Override
        public void close() {
            service.shutdown();
        }
    }

    private static double deviation(Codes codes) {
        double squares = 0;
        for (float value : codes.values()) {
            squares += value * value;
        }
        return Math.sqrt(squares / codes.values().length);
    }

    @Test
    void stream_ofAsManyAsOneLikes_stopsWhenNoMoreAreWanted() {
        try (TrainedModel model = model(VariationalConfig.defaults(), 3)) {
            int[] seen = new int[1];
            SampleGenerator.of(model).stream(1_000_000_000_000L, 1, 0, part -> {
                seen[0] += part.size();
                return seen[0] < 20_000;
            });
            assertThat(seen[0]).isBetween(20_000, 30_000);
        }
    }

    @Test
    void around_coldPosterior_isTheCodeOfTheSample() {
        try (TrainedModel model = model(VariationalConfig.defaults(), 2)) {
            SampleGenerator generator = SampleGenerator.of(model);
            Codes near = generator.around(DATA, 5, 1e-6, 0);
            assertThat(near.size()).isEqualTo(5);
            assertThat(near.row(4)).containsExactly(model.encode(DATA).row(0), within(1e-4f));
            assertThat(generator.around(DATA, 5, 1, 0).row(4)).isNotEqualTo(near.row(4));
        }
    }

    @Test
    void between_underTheNormalPrior_goesAlongTheSphere() {
        try (TrainedModel model = model(VariationalConfig.defaults(), 2);
                TrainedModel plain = model(new PlainConfig(), 2)) {
            Codes round = SampleGenerator.of(model).between(new float[] {2, 0}, new float[] {0, 2}, 3);
            assertThat(round.row(0)).containsExactly(2, 0);
            assertThat(round.row(1)).containsExactly(new float[] {1.4142f, 1.4142f}, within(1e-3f));
            assertThat(round.row(2)).containsExactly(new float[] {0, 2}, within(1e-6f));
            Codes straight = SampleGenerator.of(plain).between(new float[] {2, 0}, new float[] {0, 2}, 3);
            assertThat(straight.row(1)).containsExactly(1, 1);
        }
    }

    @Test
    void traversals_areOrderedByWhatTheyChange() {
        try (TrainedModel model = model(new PlainConfig(), 2)) {
            // The second number of this prior hardly moves, so what it changes is little.
            GaussianMixture prior = new GaussianMixture(
                    new double[] {1}, new double[][] {{0.5, -0.5}}, new double[][] {{4, 0, 0, 1e-6}});
            List<SampleGenerator.Traversal> traversals =
                    SampleGenerator.of(model, prior).traversals(9, 5, 0);
            assertThat(traversals).extracting(SampleGenerator.Traversal::unit).containsExactly(0, 1);
            assertThat(traversals.get(0).change())
                    .isGreaterThan(100 * traversals.get(1).change());
            assertThat(traversals.get(0).values()).containsExactly(-3.5, -1.5, 0.5, 2.5, 4.5);
            assertThat(traversals.get(0).codes().row(4)).containsExactly(4.5f, -0.5f);
        }
    }

    @Test
    void manifold_ofTwoNumbers_goesThroughTheQuantiles() {
        try (TrainedModel model = model(VariationalConfig.defaults(), 2)) {
            Codes grid = SampleGenerator.of(model).manifold(4);
            assertThat(grid.size()).isEqualTo(16);
            // The quantiles of 1/8 and 3/8.
            assertThat(grid.row(0)).containsExactly(new float[] {-1.15035f, 1.15035f}, within(1e-4f));
            assertThat(grid.row(5)).containsExactly(new float[] {-0.31864f, 0.31864f}, within(1e-4f));
            assertThat(grid.row(15)).containsExactly(new float[] {1.15035f, -1.15035f}, within(1e-4f));
        }
    }

    @Test
    void fittedPrior_ofAPlainModel_samplesWhereItsCodesLie(@TempDir Path folder) {
        try (TrainedModel model = model(new PlainConfig(), 2)) {
            Codes codes = LatentCodes.draw(model, DATA, 1_000, 0);
            assertThat(codes.values()).isEqualTo(model.encode(DATA).values());
            MixtureFit.Choice choice = MixtureFit.choose(codes, codes, List.of(1, 2), 0);
            model.save(folder);
            PriorFolder.save(folder, choice.mixture(), codes.size(), choice.validationNats());

            GaussianMixture read = SampleGenerator.saved(folder).orElseThrow();
            Codes drawn = SampleGenerator.of(model, read).sample(500, 1, 0);
            assertThat(drawn.values())
                    .isEqualTo(SampleGenerator.of(model, choice.mixture())
                            .sample(500, 1, 0)
                            .values());
            float[][] decoded = new float[1][];
            model.decode(drawn, (first, values) -> decoded[0] = first == 0 ? values : decoded[0]);
            SampleJudgement judgement = SampleJudgement.of(
                    java.util.Arrays.copyOf(decoded[0], Math.min(decoded[0].length, 100 * 16)),
                    new SampleJudgement.Data(DATA, stripes(100, 4)),
                    Preprocessing.of(DATA),
                    Device.CPU);
            assertThat(judgement.warnings()).isEmpty();
            assertThat(judgement.diversity() / judgement.dataDiversity()).isBetween(0.6, 1.4);
        }
        try (TrainedModel other = model(new PlainConfig(), 3)) {
            other.save(folder);
            assertThat(SampleGenerator.saved(folder)).isEmpty();
            assertThat(PriorFolder.find(folder).orElseThrow().stale()).isTrue();
        }
    }

    @Test
    void judgement_ofCopiesAndOfOneSample_warns() {
        float[] copies = new float[100 * 16];
        DATA.gather(java.util.stream.IntStream.range(0, 100).toArray(), copies);
        SampleJudgement.Data data = new SampleJudgement.Data(DATA, stripes(100, 4));
        assertThat(SampleJudgement.of(copies, data, Preprocessing.of(DATA), Device.CPU)
                        .warnings())
                .singleElement()
                .asString()
                .contains("learned by heart");
        float[] alike = new float[100 * 16];
        java.util.Arrays.fill(alike, 0.3f);
        assertThat(SampleJudgement.of(alike, data, Preprocessing.of(DATA), Device.CPU)
                        .warnings())
                .anyMatch(warning -> warning.contains("nearly all alike"));
    }

    @Test
    void badInput_isRefusedWithWhatToDo() {
        try (TrainedModel plain = model(new PlainConfig(), 3);
                TrainedModel quantized = model(new QuantizedConfig(4, 1, 0.25, 0.9), 2);
                TrainedModel variational = model(VariationalConfig.defaults(), 3)) {
            refused(() -> SampleGenerator.of(plain).sample(1, 1, 0), "no prior", "fit a mixture");
            refused(() -> SampleGenerator.of(plain).around(DATA, 1, 1, 0), "a variational one has a posterior");
            refused(() -> SampleGenerator.of(variational).sample(0, 1, 0), "at least 1");
            refused(() -> SampleGenerator.of(variational).sample(1, 0, 0), "temperature must be above 0");
            refused(() -> SampleGenerator.of(variational).manifold(5), "two numbers, here they are 3");
            refused(() -> SampleGenerator.of(variational).between(new float[3], new float[3], 1), "at least 2 frames");
            refused(() -> SampleGenerator.of(quantized).traversals(1, 5, 0), "choices among vectors");
            refused(() -> LatentCodes.draw(quantized, DATA, 10, 0), "use its own prior");
            GaussianMixture two =
                    new GaussianMixture(new double[] {1}, new double[1][2], new double[][] {{1, 0, 0, 1}});
            refused(() -> SampleGenerator.of(variational, two), "has 2 numbers, the model's codes have 3");
            assertThat(SampleGenerator.of(quantized).sample(10, 0.5, 0).size()).isEqualTo(10);
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(BadInputException.class).hasMessageContainingAll(words);
    }
}
