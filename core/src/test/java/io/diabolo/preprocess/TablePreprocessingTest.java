package io.diabolo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TablePreprocessingTest {

    private static final TableColumn INCOME = TableColumn.number("income");
    private static final TableColumn CITY = new TableColumn("city", List.of("Bern", "Lyon", "Ulm"));
    private static final List<TableColumn> COLUMNS = List.of(INCOME, CITY);

    /** More rows than a chunk; incomes are skewed, Ulm is rare. */
    private static final int COUNT = 5_000;

    private static final double[][] CELLS = cells();

    private static double[][] cells() {
        Random random = new Random(5);
        double[][] cells = new double[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            double city = i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2;
            cells[i] = new double[] {Math.exp(3 + random.nextGaussian()), city};
        }
        return cells;
    }

    private static TablePreprocessing learned(Scaling scaling) {
        return (TablePreprocessing) Preprocessing.of(RawData.table(COLUMNS, CELLS), scaling);
    }

    private static float[] encoded(TablePreprocessing preprocessing, double... cells) {
        float[] values = new float[preprocessing.shape().elements()];
        preprocessing.encode(cells, values, new float[0]);
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void decode_modelValues_areTheCellsAgain(Scaling scaling) {
        TablePreprocessing preprocessing = learned(scaling);
        for (double income : new double[] {0.5, 8.25, 20, 61.5, 400, 5_000}) { // also beyond what training saw
            for (int city = 0; city < 3; city++) {
                double[] cells = preprocessing.decode(encoded(preprocessing, income, city), 0);
                assertThat(cells[0]).isCloseTo(income, within(1e-3 * Math.max(1, income)));
                assertThat(cells[1]).isEqualTo(city);
            }
        }
    }

    @Test
    void decode_secondRow_isRead() {
        TablePreprocessing preprocessing = learned(Scaling.STANDARD);
        float[] values = new float[2 * preprocessing.shape().elements()];
        preprocessing.encode(new double[] {10, 0, 30, 2}, values, new float[0]);
        assertThat(preprocessing.decode(values, 1)).containsExactly(new double[] {30, 2}, within(1e-4));
    }

    private static Moments incomes(Scaling scaling) {
        TablePreprocessing preprocessing = learned(scaling);
        Moments moments = new Moments();
        for (double[] row : CELLS) {
            moments.add(encoded(preprocessing, row)[0]);
        }
        return moments;
    }

    @Test
    void encode_standard_hasMeanZeroAndDeviationOne() {
        Moments moments = incomes(Scaling.STANDARD);
        assertThat(moments.mean()).isCloseTo(0, within(1e-4));
        assertThat(moments.deviation()).isCloseTo(1, within(1e-4));
    }

    @Test
    void encode_robust_hasTheMedianAtZeroWhateverTheOutliersAre() {
        double[][] wild = Arrays.stream(CELLS).map(double[]::clone).toArray(double[][]::new);
        wild[0][0] = 1e12;
        TablePreprocessing calm = learned(Scaling.ROBUST);
        TablePreprocessing disturbed =
                (TablePreprocessing) Preprocessing.of(RawData.table(COLUMNS, wild), Scaling.ROBUST);
        double median = Math.exp(3);
        assertThat(encoded(calm, median, 0)[0]).isCloseTo(0, within(0.1f));
        assertThat(encoded(disturbed, median, 0)[0]).isCloseTo(encoded(calm, median, 0)[0], within(0.01f));
        // The quartiles of a normal distribution are 0.6745 from the middle, 1.349 from one another.
        double lower = Math.exp(3 - 0.6745);
        double upper = Math.exp(3 + 0.6745);
        assertThat(encoded(calm, upper, 0)[0] - encoded(calm, lower, 0)[0]).isCloseTo(1.349f, within(0.1f));
    }

    @Test
    void encode_quantile_makesASkewedColumnNormal() {
        Moments moments = incomes(Scaling.QUANTILE);
        assertThat(moments.mean()).isCloseTo(0, within(0.05));
        assertThat(moments.deviation()).isCloseTo(1, within(0.1));
        TablePreprocessing preprocessing = learned(Scaling.QUANTILE);
        for (double score : new double[] {-1.5, -0.5, 0, 1, 2}) {
            assertThat((double) encoded(preprocessing, Math.exp(3 + score), 0)[0])
                    .isCloseTo(score, within(0.15));
        }
    }

    @Test
    void range_ofEachScaling_holdsAllNumbers() {
        for (Scaling scaling : Scaling.values()) {
            Moments moments = incomes(scaling);
            ModelRange range = learned(scaling).range();
            assertThat(range.low()).as(scaling.name()).isLessThanOrEqualTo(moments.min() + 1e-5);
            assertThat(range.high()).as(scaling.name()).isGreaterThanOrEqualTo(moments.max() - 1e-5);
        }
    }

    @Test
    void encode_unseenLevel_hasAPlaceOfItsOwnAndDecodesToAKnownLevel() {
        TablePreprocessing preprocessing = learned(Scaling.STANDARD);
        assertThat(preprocessing.shape()).isEqualTo(SampleShape.row(1 + 4));
        float[] unseen = encoded(preprocessing, 20, 3);
        for (int city = 0; city < 3; city++) {
            float[] seen = encoded(preprocessing, 20, city);
            assertThat(unseen[4]).isGreaterThan(seen[4] + 0.5f);
            assertThat(seen[1 + city]).isGreaterThan(unseen[1 + city] + 0.5f);
        }
        assertThat(preprocessing.decode(unseen, 0)[1]).isBetween(0.0, 2.0);
    }

    @Test
    void encode_category_countsAsMuchAsANumber() {
        TablePreprocessing preprocessing = learned(Scaling.STANDARD);
        double sum = 0;
        for (double[] row : CELLS) {
            float[] values = encoded(preprocessing, row);
            for (int i = 1; i < values.length; i++) {
                sum += values[i] * values[i];
            }
        }
        assertThat(sum / COUNT).isCloseTo(1, within(1e-3));
    }

    @Test
    void read_missingCells_haveWeightZeroOverTheirWholeWidth() {
        double[][] gaps = Arrays.stream(CELLS).map(double[]::clone).toArray(double[][]::new);
        gaps[0][1] = Double.NaN;
        gaps[1][0] = Double.NaN;
        RawData data = RawData.table(COLUMNS, gaps);
        TablePreprocessing preprocessing = (TablePreprocessing) Preprocessing.of(data);
        float[] values = new float[10];
        float[] weights = new float[10];
        preprocessing.read(data, new int[] {0, 1}, values, weights);
        assertThat(weights).containsExactly(1, 0, 0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(Arrays.copyOfRange(values, 1, 6)).containsOnly(0);
        assertThat(values[0]).isNotZero();
    }

    @Test
    void of_missingCells_doNotCountInTheStatistics() {
        double[][] twice = new double[2 * COUNT][];
        for (int i = 0; i < COUNT; i++) {
            twice[i] = CELLS[i];
            twice[COUNT + i] = new double[] {Double.NaN, Double.NaN};
        }
        NumberCode with = (NumberCode) ((TablePreprocessing) Preprocessing.of(RawData.table(COLUMNS, twice)))
                .columns()
                .get(0);
        NumberCode without = (NumberCode) learned(Scaling.STANDARD).columns().get(0);
        assertThat(with.offset()).isCloseTo(without.offset(), within(1e-9));
        assertThat(with.scale()).isCloseTo(without.scale(), within(1e-9));
    }

    @Test
    void of_columnWithoutAnyValue_isRefusedByName() {
        double[][] cells = IntStream.range(0, 5)
                .mapToObj(i -> new double[] {Double.NaN, 0})
                .toArray(double[][]::new);
        assertThatThrownBy(() -> Preprocessing.of(RawData.table(COLUMNS, cells)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'income'")
                .hasMessageContaining("ignore the column");
    }

    @Test
    void read_tableWithOtherColumns_isRefusedWithBoth() {
        TablePreprocessing preprocessing = learned(Scaling.STANDARD);
        RawData other = RawData.table(List.of(TableColumn.number("rent"), CITY), new double[] {1, 0});
        assertThatThrownBy(() -> preprocessing.read(other, new int[] {0}, new float[5], new float[5]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("rent")
                .hasMessageContaining("income");
    }
}
