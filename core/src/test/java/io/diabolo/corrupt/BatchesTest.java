package io.diabolo.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Fixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of the data, and what is done to batches before a model sees them. */
class BatchesTest {

    private static List<Integer> epoch(Batches batches, int epoch, int steps, int batch, long seed) {
        List<Integer> rows = new ArrayList<>();
        for (int step = epoch * steps; step < (epoch + 1) * steps; step++) {
            IntStream.of(batches.rowsOfStep(step, batch, seed)).forEach(rows::add);
        }
        return rows;
    }

    @Test
    void rowsOfStep_epochs_goThroughEveryRowOnceInOrdersOfTheirOwn() {
        Dataset data = Fixture.plane(60, 0, 1, 1);
        Batches batches = new Batches(data, Preprocessing.of(data));
        List<Integer> first = epoch(batches, 0, 6, 10, 7);
        List<Integer> second = epoch(batches, 1, 6, 10, 7);

        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(epoch(batches, 0, 6, 10, 8)).isNotEqualTo(first);
        assertThat(epoch(new Batches(data, Preprocessing.of(data)), 1, 6, 10, 7))
                .isEqualTo(second);
    }

    @Test
    void rowsOfStep_batchThatDoesNotDivide_leavesOutOtherRowsEachEpoch() {
        Dataset data = Fixture.plane(25, 0, 1, 1);
        Batches batches = new Batches(data, Preprocessing.of(data));
        List<Integer> seen = new ArrayList<>();
        for (int epoch = 0; epoch < 8; epoch++) {
            List<Integer> rows = epoch(batches, epoch, 2, 10, 7);
            assertThat(rows).hasSize(20).doesNotHaveDuplicates();
            seen.addAll(rows);
        }
        assertThat(seen).contains(IntStream.range(0, 25).boxed().toArray(Integer[]::new));
    }

    @Test
    void load_bytesAndFloats_areInTheModelsRange() {
        Dataset glyphs = Fixture.glyphs();
        Dataset wide = Fixture.plane(500, -4, 9, 1);
        try (TensorScope scope = TensorScope.open("test")) {
            byte[] raw = new byte[784];
            glyphs.gather(new int[] {3}, raw);
            float[] loaded = new Batches(glyphs, Preprocessing.of(glyphs))
                    .load(new int[] {3})
                    .toFloats();
            for (int i = 0; i < raw.length; i++) {
                assertThat(loaded[i]).isCloseTo((raw[i] & 0xff) / 255f, within(1e-6f));
            }
            Preprocessing preprocessing = Preprocessing.of(wide);
            Tensor all = new Batches(wide, preprocessing).load(Batches.range(0, 500, 500));
            assertThat(all.mean().item()).isCloseTo(0, within(1e-4));
            assertThat(all.square().mean().item()).isCloseTo(1, within(1e-3));
            float[] values = all.toFloats();
            assertThat((double) max(values, 1)).isCloseTo(preprocessing.range().high(), within(1e-5));
            assertThat((double) -max(values, -1))
                    .isCloseTo(preprocessing.range().low(), within(1e-5));
            assertThat(preprocessing.range().isUnitInterval()).isFalse();
        }
    }

    private static float max(float[] values, int sign) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, sign * value);
        }
        return max;
    }

    @Test
    void corruptions_byName_changeTheInputAndKeepTheTarget() {
        Preprocessing preprocessing = Fixture.preprocessing();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor clean = Tensor.full(0.5, 20, 3, 20, 20);
            Tensor noisy = corrupt("gaussian:51", clean, random, preprocessing);
            assertThat(noisy.sub(clean).square().mean().item()).isCloseTo(0.04, within(0.002));
            Tensor photons = corrupt("poisson:50", clean, random, preprocessing);
            assertThat(photons.sub(clean).square().mean().item())
                    .isCloseTo(clean.mean().item() / 50, within(0.002));
            assertThat(photons.mul(50)
                            .sub(photons.mul(50).add(0.5).floor())
                            .abs()
                            .mean()
                            .item())
                    .isCloseTo(0, within(1e-4));
            Tensor speckled = corrupt("speckle:0.3", clean, random, preprocessing);
            assertThat(speckled.sub(clean).square().mean().item())
                    .isCloseTo(0.09 * clean.square().mean().item(), within(0.005));
            float[] salted =
                    corrupt("salt-pepper:0.2", clean, random, preprocessing).toFloats();
            assertThat(share(salted, 0)).isCloseTo(0.1, within(0.01));
            assertThat(share(salted, 1)).isCloseTo(0.1, within(0.01));
            Tensor masked = corrupt("mask:0.3", clean, random, preprocessing);
            assertThat(share(masked.toFloats(), 0)).isCloseTo(0.3, within(0.03));
            // All channels of a pixel are hit together.
            assertThat(masked.narrow(1, 0, 1).toFloats())
                    .isEqualTo(masked.narrow(1, 2, 1).toFloats());
            float[] blocked =
                    corrupt("block:0.25", clean, random, preprocessing).toFloats();
            assertThat(share(blocked, 0)).isEqualTo(0.25);
            float[] both =
                    corrupt("block:0.25+mask:0.5", clean, random, preprocessing).toFloats();
            assertThat(share(both, 0)).isCloseTo(0.625, within(0.03));
            assertThat(corrupt("none", clean, random, preprocessing).toFloats()).isEqualTo(clean.toFloats());
        }
    }

    @Test
    void gaussian_ofARange_hasAnotherStrengthInEachSample() {
        Preprocessing preprocessing = Fixture.preprocessing();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor clean = Tensor.full(0.5, 200, 1, 30, 30);
            Tensor noise =
                    corrupt("gaussian:25.5..76.5", clean, random, preprocessing).sub(clean);
            List<Double> sigmas = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sigmas.add(Math.sqrt(noise.narrow(0, i, 1).square().mean().item()));
            }
            assertThat(Collections.min(sigmas)).isCloseTo(0.1, within(0.02));
            assertThat(Collections.max(sigmas)).isCloseTo(0.3, within(0.03));
            assertThat(sigmas.stream().mapToDouble(s -> s).average().orElse(0)).isCloseTo(0.2, within(0.015));
        }
        assertThat(CorruptionText.parse("gaussian:25.5..76").text()).isEqualTo("gaussian:25.5..76");
    }

    private static Tensor corrupt(String text, Tensor clean, Generator random, Preprocessing preprocessing) {
        Example example = CorruptionText.parse(text).corrupt(Example.clean(clean), preprocessing.range(), random);
        assertThat(example.target().toFloats()).isEqualTo(clean.toFloats());
        return example.input();
    }

    private static double share(float[] values, float wanted) {
        int count = 0;
        for (float value : values) {
            count += value == wanted ? 1 : 0;
        }
        return count / (double) values.length;
    }

    @Test
    void corruptions_wrongTexts_areRefused() {
        for (String wrong : List.of(
                "gauss:1",
                "gaussian",
                "gaussian:",
                "gaussian:x",
                "gaussian:NaN",
                "gaussian:..",
                "gaussian:5..",
                "gaussian:9..5",
                "gaussian:-1..5",
                "mask:0.1..0.2",
                "mask:1.1",
                "mask:-0.1",
                "mask:0.1+",
                "+")) {
            assertThatThrownBy(() -> CorruptionText.parse(wrong)).as(wrong).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void augmentation_ofGlyphs_keepsTheirInkAndMovesThem() {
        Dataset data = Fixture.glyphs();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Generator other = Generator.of(1)) {
            Tensor clean = new Batches(data, Fixture.preprocessing()).load(Batches.range(0, 200, 3_000));
            Tensor moved = Augmentation.apply(clean, 1, Fixture.preprocessing().range(), random);
            assertThat(moved.shape()).isEqualTo(clean.shape());
            assertThat(moved.sub(clean).square().mean().item()).isGreaterThan(0.01);
            assertThat(moved.mean().item()).isCloseTo(clean.mean().item(), within(0.02));
            // At a vanishing strength nothing moves: the grid is that of the pixels' centres.
            assertThat(Augmentation.apply(clean, 1e-9, Fixture.preprocessing().range(), other)
                            .sub(clean)
                            .abs()
                            .mean()
                            .item())
                    .isLessThan(1e-5);
        }
    }
}
