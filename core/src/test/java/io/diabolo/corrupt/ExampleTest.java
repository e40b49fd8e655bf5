package io.diabolo.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.preprocess.ModelRange;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of an example survives its corruption. */
class ExampleTest {

    private static final int SIDE = 20;
    private static final int SAMPLES = 8;

    /** Pictures in [0, 1], where what is hidden is 0. */
    private static final ModelRange RANGE = Preprocessing.of(
                    FloatDataset.of("values", SampleShape.picture(2, 1, 2), new float[][] {{0, 1, 0.5f, 0.25f}}))
            .range();

    private TensorScope scope = TensorScope.open("test");
    private Generator random = Generator.of(7);

    @BeforeEach
    void open() {
        close();
        scope = TensorScope.open("test");
        random = Generator.of(7);
    }

    @AfterEach
    void close() {
        random.close();
        scope.close();
    }

    /** Samples of 0.5, of which the first column is missing. */
    private static Example withGaps() {
        float[] weights = new float[SAMPLES * 2 * SIDE * SIDE];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % SIDE == 0 ? 0 : 1;
        }
        Tensor weight = Tensor.of(weights, SAMPLES, 2, SIDE, SIDE);
        return Example.withGaps(Tensor.full(0.5, SAMPLES, 2, SIDE, SIDE), weight);
    }

    private static float[] known(Example example) {
        return Objects.requireNonNull(example.known()).toFloats();
    }

    @Test
    void inUse_artificialGaps_leaveOnlyTheOtherCorruptions() {
        Corruption gaps = ArtificialGaps.usual();
        Corruption noise = new GaussianNoise(25);
        assertThat(gaps.inUse()).isEqualTo(Corruption.none());
        assertThat(noise.then(gaps).inUse()).isEqualTo(noise);
        assertThat(noise.inUse()).isEqualTo(noise);
    }

    @Test
    void corrupt_binarySamples_drawsInputAndTargetAlike_asBrightAsTheyWere() {
        Tensor gray = Tensor.of(new float[] {0, 0.25f, 1}, 1, 1, 1, 3);
        Example clean = Example.clean(Tensor.concat(java.util.Collections.nCopies(20_000, gray), 0));
        Example drawn = new BinarySamples().corrupt(clean, RANGE, random);
        assertThat(drawn.target().toFloats())
                .isEqualTo(drawn.input().toFloats())
                .containsOnly(0, 1);
        float[] mean = drawn.input().mean(0).flatten().toFloats();
        assertThat(mean[0]).isZero();
        assertThat(mean[1]).isBetween(0.24f, 0.26f);
        assertThat(mean[2]).isEqualTo(1);
        assertThat(CorruptionText.parse("binary+gaussian:25").inUse()).isEqualTo(new GaussianNoise(25));
    }

    @Test
    void corrupt_artificialGaps_hidesThatShareOfTheKnownValues() {
        Example clean = withGaps();
        float[] known = known(new ArtificialGaps(0.2).corrupt(clean, RANGE, random));
        float[] before = known(clean);
        int hidden = 0;
        int all = 0;
        for (int i = 0; i < known.length; i++) {
            assertThat(known[i]).isLessThanOrEqualTo(before[i]);
            all += before[i] == 1 ? 1 : 0;
            hidden += before[i] == 1 && known[i] == 0 ? 1 : 0;
        }
        assertThat((double) hidden / all).isBetween(0.15, 0.25);
    }

    @Test
    void then_everyCorruption_keepsTargetAndWeight() {
        Example clean = withGaps();
        Corruption all = List.of(
                        new GaussianNoise(25), new SaltAndPepper(0.2), new HiddenElements(0.3), new HiddenBlock(0.25))
                .stream()
                .map(Corruption.class::cast)
                .reduce(Corruption.none(), Corruption::then);
        assertThat(all.text()).isEqualTo("gaussian:25+salt-pepper:0.2+mask:0.3+block:0.25");
        Example corrupted = all.corrupt(clean, RANGE, random);
        assertThat(corrupted.target().toFloats()).isEqualTo(clean.target().toFloats());
        assertThat(Objects.requireNonNull(corrupted.weight()).toFloats())
                .isEqualTo(Objects.requireNonNull(clean.weight()).toFloats());
        assertThat(corrupted.input().toFloats()).isNotEqualTo(clean.input().toFloats());
    }

    @Test
    void then_corruptionsThatHide_hideTogetherWhatEachHides() {
        Example clean = Example.clean(Tensor.full(0.5, SAMPLES, 2, SIDE, SIDE));
        Example both = new HiddenBlock(0.25).then(new HiddenElements(0.5)).corrupt(clean, RANGE, random);
        float[] known = known(both);
        float[] input = both.input().toFloats();
        int hidden = 0;
        for (int i = 0; i < known.length; i++) {
            assertThat(input[i]).isEqualTo(known[i] == 0 ? 0 : 0.5f);
            hidden += known[i] == 0 ? 1 : 0;
        }
        // 1 - (1 - 0.25) (1 - 0.5)
        assertThat(hidden / (double) known.length).isBetween(0.58, 0.67);
    }

    @Test
    void then_noiseBehindAMask_keepsTheMask() {
        Example clean = withGaps();
        Example hidden = new HiddenElements(0.5).corrupt(clean, RANGE, random);
        Example noisy = new GaussianNoise(10).corrupt(hidden, RANGE, random);
        assertThat(known(noisy)).isEqualTo(known(hidden));
        assertThat(known(noisy)).isNotEqualTo(known(clean));
    }

    @Test
    void modelInput_withMask_hasTheMaskBehindTheValues() {
        Example hidden = new HiddenElements(0.5).corrupt(withGaps(), RANGE, random);
        Tensor input = hidden.modelInput(true);
        assertThat(input.shape().toArray()).containsExactly(SAMPLES, 4, SIDE, SIDE);
        assertThat(input.narrow(1, 0, 2).toFloats()).isEqualTo(hidden.input().toFloats());
        float[] mask = input.narrow(1, 2, 2).toFloats();
        assertThat(mask).isEqualTo(known(hidden)).contains(0, 1);
        for (int i = 0; i < mask.length; i += SIDE) {
            assertThat(mask[i]).as("a missing value is not known").isZero();
        }
        assertThat(hidden.modelInput(false).toFloats()).isEqualTo(hidden.input().toFloats());
    }

    @Test
    void modelInput_ofAnInputKnownEverywhere_hasAMaskOfOnes() {
        Tensor input = Example.clean(Tensor.full(0.5, 3, 4)).modelInput(true);
        assertThat(input.shape().toArray()).containsExactly(3, 8);
        assertThat(input.narrow(1, 4, 4).toFloats()).containsOnly(1);
    }

    @Test
    void hide_channels_areHiddenTogetherInPicturesAndApartInSeries() {
        Tensor pictures = Tensor.full(0.5, SAMPLES, 2, SIDE, SIDE);
        Tensor series = Tensor.full(0.5, SAMPLES, 2, SIDE);
        Corruption corruption = new HiddenElements(0.5);
        Example ofPictures = corruption.corrupt(Example.clean(pictures), RANGE, random);
        Example ofSeries = corruption.corrupt(Example.clean(series), RANGE, random);
        assertThat(ofPictures.input().narrow(1, 0, 1).toFloats())
                .isEqualTo(ofPictures.input().narrow(1, 1, 1).toFloats());
        assertThat(ofSeries.input().narrow(1, 0, 1).toFloats())
                .isNotEqualTo(ofSeries.input().narrow(1, 1, 1).toFloats());
    }

    @Test
    void hide_blockOfASeriesOrARow_isOneSpan() {
        for (long[] sizes : new long[][] {{SAMPLES, 1, SIDE}, {SAMPLES, SIDE}}) {
            float[] input = new HiddenBlock(0.25)
                    .corrupt(Example.clean(Tensor.full(0.5, sizes)), RANGE, random)
                    .input()
                    .toFloats();
            for (int sample = 0; sample < SAMPLES; sample++) {
                int hidden = 0;
                int edges = 0;
                for (int i = 0; i < SIDE; i++) {
                    boolean here = input[sample * SIDE + i] == 0;
                    boolean before = i > 0 && input[sample * SIDE + i - 1] == 0;
                    hidden += here ? 1 : 0;
                    edges += here && !before ? 1 : 0;
                }
                assertThat(hidden).isEqualTo(SIDE / 4);
                assertThat(edges).isEqualTo(1);
            }
        }
    }

    @Test
    void corrupt_pastedDefects_changeExactlyWhatIsNotKnownAnyMore() {
        float[] values = Tensor.uniform(random, 0, 1, 12, 2, 48, 64).toFloats();
        Example clean = Example.clean(Tensor.of(values, 12, 2, 48, 64));
        Example painted = new PastedDefects(0.5).corrupt(clean, RANGE, random);
        float[] known = known(painted);
        float[] input = painted.input().toFloats();
        assertThat(painted.target().toFloats()).isEqualTo(values);
        int touched = 0;
        for (int sample = 0; sample < 12; sample++) {
            int hidden = 0;
            for (int p = 0; p < 48 * 64; p++) {
                int at = sample * 2 * 48 * 64 + p;
                double change = Math.abs(input[at] - values[at]) + Math.abs(input[at + 48 * 64] - values[at + 48 * 64]);
                assertThat(known[at] == 0).isEqualTo(change > 2 * 5 / 255.0);
                hidden += known[at] == 0 ? 1 : 0;
            }
            touched += hidden > 0 ? 1 : 0;
            assertThat(hidden).isLessThan(48 * 64 / 2);
        }
        assertThat(touched).isBetween(2, 10);
        assertThat(CorruptionText.parse("defects:0.5")).isEqualTo(new PastedDefects(0.5));
        assertThatThrownBy(() -> new PastedDefects(0.5).corrupt(Example.clean(Tensor.full(1, 3, 4)), RANGE, random))
                .hasMessageContaining("is for pictures");
    }
}
