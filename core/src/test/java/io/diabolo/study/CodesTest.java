package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.RowSubset;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quantised codes, picture codecs, and the measures of codes. */
class CodesTest {

    @Test
    void quantized_uniformCodes_takeTheirBitsAndNoMore() {
        Codes codes = uniform(5_000, 4);
        int eight = quantized(codes, codes, 8).bytes();
        int four = quantized(codes, codes, 4).bytes();
        assertThat(eight).isBetween(4 * 5_000, 4 * 5_000 + 200);
        assertThat(four).isBetween(4 * 5_000 / 2, 4 * 5_000 * 6 / 10);
    }

    @Test
    void quantized_constantUnit_takesNextToNothing() {
        Codes codes = uniform(5_000, 1);
        Codes same = Codes.of(1, new float[5_000]);
        assertThat(quantized(same, same, 8).bytes()).isLessThan(50);
        assertThat(quantized(codes, codes, 8).bytes()).isGreaterThan(4_900);
    }

    @Test
    void quantized_values_areWithinHalfAStepOrAtTheNearestEnd() {
        Codes train = Codes.of(new float[][] {{-1, 0}, {1, 30}});
        Codes codes = Codes.of(new float[][] {{-5, 14}, {.4f, 31}, {.9f, 29.2f}});
        float[][] values = quantized(train, codes, 4).values().rows();
        assertThat(values[0][0]).isEqualTo(-1);
        assertThat(values[0][1]).isEqualTo(14); // steps of 30 / 15
        assertThat(values[1][0]).isCloseTo(.4f, within(1 / 15f + 1e-6f));
        assertThat(values[1][1]).isEqualTo(30);
        assertThat(values[2][1]).isEqualTo(30);
    }

    private static QuantizedCodes quantized(Codes train, Codes codes, int bits) {
        return QuantizedCodes.of(QuantizedCodes.ranges(train), codes, bits);
    }

    @Test
    void codec_jpegAndPng_areRealFiles() {
        ByteDataset glyphs = Glyphs.generate(1, 9);
        List<Picture> pictures = TestPictures.of(glyphs, Preprocessing.of(glyphs));
        Picture sheet = JpegAndPng.sheet(pictures);
        assertThat(sheet.width()).isEqualTo(3 * 28);
        assertThat(sheet.at(0, 28 + 14, 28 + 14)).isEqualTo(pictures.get(4).at(0, 14, 14));
        assertThat(JpegAndPng.png(sheet).picture()).isEqualTo(sheet);
        JpegAndPng.Coded low = JpegAndPng.jpeg(sheet, 10);
        JpegAndPng.Coded high = JpegAndPng.jpeg(sheet, 90);
        assertThat(low.bytes()).isLessThan(high.bytes());
        assertThat(high.picture()).isNotEqualTo(sheet);
        assertThat(JpegAndPng.jpeg(pictures.get(0), 5).bytes()).isGreaterThan(300);
    }

    @Test
    void effectiveRank_knownSpectra_isKnown() {
        assertThat(CodeMeasures.effectiveRank(new double[] {2, 2, 2, 2})).isCloseTo(4, within(1e-12));
        assertThat(CodeMeasures.effectiveRank(new double[] {0, 0, 3})).isCloseTo(1, within(1e-12));
        // p = 3/4, 1/4: entropy ln 4 - 3/4 ln 3
        assertThat(CodeMeasures.effectiveRank(new double[] {1, 3})).isCloseTo(4 / Math.pow(3, .75), within(1e-12));
        assertThat(CodeMeasures.effectiveRank(new double[] {0, 0})).isEqualTo(1);
    }

    @Test
    void spread_codes_hasVariancesAndDirections() {
        Codes codes = Codes.of(new float[][] {{3, 3, 0}, {-3, -3, 0}, {1, -1, 0}, {-1, 1, 0}});
        CodeMeasures.Spread spread = CodeMeasures.spread(codes);
        assertThat(spread.variances()).containsExactly(new double[] {5, 5, 0}, within(1e-9));
        assertThat(spread.eigenvalues()).containsExactly(new double[] {0, 1, 9}, within(1e-9));
        assertThat(Math.abs(spread.eigenvectors()[6])).isCloseTo(Math.sqrt(.5), within(1e-9));
        assertThat(spread.eigenvectors()[6]).isCloseTo(spread.eigenvectors()[7], within(1e-9));
        assertThat(CodeMeasures.activeUnits(spread.variances())).isEqualTo(2);
    }

    @Test
    void knnAccuracy_labelsThatTrainingLacks_countNotAtAll() {
        Dataset glyphs = Glyphs.generate(5, 600);
        Dataset train = withLabels(glyphs, 0, 10);

        assertThat(knnAccuracy(train, withLabels(glyphs, 10, 20))).isNaN();
        // Codes are the labels, so what can be known is known.
        assertThat(knnAccuracy(train, withLabels(glyphs, 5, 20))).isEqualTo(1);
    }

    private static double knnAccuracy(Dataset train, Dataset test) {
        return CodeMeasures.of(train, labelsAsCodes(train), test, labelsAsCodes(test))
                .knnAccuracy();
    }

    private static Dataset withLabels(Dataset data, int from, int to) {
        return RowSubset.of(
                data,
                IntStream.range(0, data.size())
                        .filter(row -> data.label(row) >= from && data.label(row) < to)
                        .toArray());
    }

    private static Codes labelsAsCodes(Dataset data) {
        float[] labels = new float[data.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.label(row);
        }
        return Codes.of(1, labels);
    }

    private static Codes uniform(int count, int latent) {
        Random random = new Random(1);
        float[] values = new float[count * latent];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Codes.of(latent, values);
    }
}
