package io.diabolo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesPreprocessingTest {

    private static final SampleShape SHAPE = SampleShape.series(2, 5);
    private static final int COUNT = 400;

    /** A channel around 1,000 with a deviation of 50, and one around -2 with a deviation of 0.01. */
    private static double[][] samples() {
        Random random = new Random(3);
        double[][] samples = new double[COUNT][10];
        for (double[] sample : samples) {
            for (int i = 0; i < 10; i++) {
                sample[i] = i < 5 ? 1_000 + 50 * random.nextGaussian() : -2 + 0.01 * random.nextGaussian();
            }
        }
        return samples;
    }

    private static int[] rows() {
        return java.util.stream.IntStream.range(0, COUNT).toArray();
    }

    @Test
    void read_channelsInOtherUnits_areEachStandardised() {
        RawData data = RawData.series(SHAPE, samples());
        SeriesPreprocessing preprocessing = (SeriesPreprocessing) Preprocessing.of(data);
        float[] values = new float[COUNT * 10];
        preprocessing.read(data, rows(), values, new float[values.length]);
        for (int channel = 0; channel < 2; channel++) {
            Moments moments = new Moments();
            for (int i = 0; i < values.length; i++) {
                if (i % 10 / 5 == channel) {
                    moments.add(values[i]);
                }
            }
            assertThat(moments.mean()).isCloseTo(0, within(1e-3));
            assertThat(moments.deviation()).isCloseTo(1, within(1e-3));
            assertThat(preprocessing.range().low()).isLessThanOrEqualTo(moments.min() + 1e-4);
            assertThat(preprocessing.range().high()).isGreaterThanOrEqualTo(moments.max() - 1e-4);
        }
        assertThat(preprocessing.range().fill()).isZero();
    }

    @Test
    void toRaw_modelValues_areTheRawOnesAgain() {
        double[][] samples = samples();
        RawData data = RawData.series(SHAPE, samples);
        SeriesPreprocessing preprocessing = SeriesPreprocessing.of(data);
        float[] values = new float[COUNT * 10];
        preprocessing.read(data, rows(), values, new float[values.length]);
        preprocessing.toRaw(values);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).isCloseTo(samples[i / 10][i % 10], within(1e-3));
        }
    }

    @Test
    void read_missingValues_haveWeightZeroAndTheMean_andDoNotCountInTheStatistics() {
        double[][] samples = samples();
        SeriesPreprocessing all = SeriesPreprocessing.of(RawData.series(SHAPE, samples));
        // Of two copies of each sample, one says nothing of its second channel.
        double[][] gaps = new double[2 * COUNT][];
        for (int i = 0; i < COUNT; i++) {
            gaps[2 * i] = samples[i];
            gaps[2 * i + 1] = samples[i].clone();
            java.util.Arrays.fill(gaps[2 * i + 1], 5, 10, Double.NaN);
        }
        RawData data = RawData.series(SHAPE, gaps);
        SeriesPreprocessing preprocessing = SeriesPreprocessing.of(data);
        for (int channel = 0; channel < 2; channel++) {
            assertThat(preprocessing.channels().get(channel).offset())
                    .isCloseTo(all.channels().get(channel).offset(), within(1e-9));
            assertThat(preprocessing.channels().get(channel).scale())
                    .isCloseTo(all.channels().get(channel).scale(), within(1e-9));
        }
        float[] values = new float[10];
        float[] weights = new float[10];
        preprocessing.read(data, new int[] {1}, values, weights);
        assertThat(weights).containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0, 0);
        assertThat(java.util.Arrays.copyOfRange(values, 5, 10)).containsOnly(0);
        assertThat(java.util.Arrays.copyOfRange(values, 0, 5)).doesNotContain(0);
    }

    @Test
    void of_constantChannel_becomesZeroAndComesBack() {
        RawData data = RawData.series(SampleShape.series(1, 3), new double[] {7, 7, 7}, new double[] {7, 7, 7});
        SeriesPreprocessing preprocessing = SeriesPreprocessing.of(data);
        float[] values = new float[3];
        preprocessing.read(data, new int[] {0}, values, new float[3]);
        assertThat(values).containsOnly(0);
        preprocessing.toRaw(values);
        assertThat(values).containsOnly(7);
    }

    @Test
    void of_channelWithoutAnyValue_isRefusedByItsNumber() {
        double nothing = Double.NaN;
        RawData data = RawData.series(SampleShape.series(2, 2), new double[] {1, 2, nothing, nothing});
        assertThatThrownBy(() -> Preprocessing.of(data))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("raw")
                .hasMessageContaining("channel 1");
    }

    @Test
    void read_seriesOfAnotherShape_isRefusedWithBoth() {
        SeriesPreprocessing preprocessing = SeriesPreprocessing.of(RawData.series(SHAPE, samples()));
        RawData other = RawData.series(SampleShape.series(5, 2), new double[10]);
        assertThatThrownBy(() -> preprocessing.read(other, new int[] {0}, new float[10], new float[10]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[5, 2]")
                .hasMessageContaining("[2, 5]");
    }
}
