package io.diabolo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are looked at in parts by several who know nothing of each other. */
class TableStatisticsTest {

    private static final List<String> LEVELS = List.of("2", "10", "a", "b");
    private static final List<TableColumn> COLUMNS =
            List.of(TableColumn.number("x"), new TableColumn("k", LEVELS), TableColumn.number("same"));

    /** More than quantiles keep. */
    private static final int ROWS = 25_000;

    private static final double[] CELLS = cells();

    private static double[] cells() {
        Random random = new Random(7);
        double[] cells = new double[3 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            cells[3 * i] = i % 50 == 0 ? Double.NaN : 1e6 + random.nextGaussian();
            cells[3 * i + 1] = i % 70 == 0 ? Double.NaN : Math.min(3, random.nextInt(6));
            cells[3 * i + 2] = 4;
        }
        return cells;
    }

    private static TableStatistics part(Scaling scaling, boolean known, int from, int to) {
        double[] cells = Arrays.copyOfRange(CELLS, 3 * from, 3 * to);
        TableStatistics part =
                known ? TableStatistics.of(COLUMNS, scaling) : TableStatistics.ofUnknownLevels(COLUMNS, scaling);
        for (int i = 1; i < cells.length && !known; i += 3) {
            cells[i] = Double.isNaN(cells[i]) ? cells[i] : part.level(1, LEVELS.get((int) cells[i]));
        }
        part.add(from, cells);
        return part;
    }

    private static TableStatistics sent(TableStatistics part) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(part);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (TableStatistics) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uneven parts, one of them empty, in another order than the rows; none knows the levels. */
    @ParameterizedTest
    @EnumSource
    void preprocessing_ofPartsThatWereSentAndMerged_isThatOfOnePass(Scaling scaling) {
        TablePreprocessing one = (TablePreprocessing) Preprocessing.of(
                RawData.table(
                        COLUMNS,
                        IntStream.range(0, ROWS)
                                .mapToObj(i -> Arrays.copyOfRange(CELLS, 3 * i, 3 * i + 3))
                                .toArray(double[][]::new)),
                scaling);
        TableStatistics merged = part(scaling, false, 20_000, 20_000);
        for (int[] range : new int[][] {{12_001, ROWS}, {0, 7}, {7, 12_000}, {12_000, 12_001}}) {
            merged.merge(sent(part(scaling, false, range[0], range[1])));
        }
        assertThat(merged.rows()).isEqualTo(ROWS);
        TablePreprocessing many = merged.preprocessing("parts");
        assertThat(many.columns().get(1)).isEqualTo(one.columns().get(1)); // levels in a table's order, frequencies
        if (scaling == Scaling.STANDARD) {
            NumberCode expected = (NumberCode) one.columns().get(0);
            NumberCode found = (NumberCode) many.columns().get(0);
            assertThat(found.offset()).isCloseTo(expected.offset(), within(1e-12 * 1e6));
            // Of values that are a million times as large: their differences have 10 digits.
            assertThat(found.scale()).isCloseTo(expected.scale(), within(1e-10));
        } else {
            assertThat(many).isEqualTo(one); // quantiles and ends, to the bit
        }
    }

    @Test
    void varies_isFalseOfWhatIsTheSameInAllRows_andOnlyLeavesItOut() {
        TableStatistics all = part(Scaling.STANDARD, true, 0, 1_000);
        assertThat(IntStream.range(0, 3).filter(all::varies)).containsExactly(0, 1);
        assertThat(all.only(all::varies).preprocessing("rows").tableColumns()).isEqualTo(COLUMNS.subList(0, 2));
        // One level and missing cells.
        TableStatistics one = TableStatistics.ofUnknownLevels(COLUMNS.subList(1, 2), Scaling.STANDARD);
        one.add(0, new double[] {one.level(0, "a"), Double.NaN, one.level(0, "a")});
        assertThat(one.varies(0)).isFalse();
    }

    /** Each part has as many levels as are possible, both together have more. */
    @Test
    void preprocessing_ofTooManyLevelsInAll_isRefusedByName() {
        TableStatistics[] parts = new TableStatistics[2];
        for (int part = 0; part < 2; part++) {
            parts[part] = TableStatistics.ofUnknownLevels(COLUMNS.subList(1, 2), Scaling.STANDARD);
            for (int i = 0; i < 1_000; i++) {
                parts[part].add(i, new double[] {parts[part].level(0, "level " + (i + part))});
            }
            CategoryCode code =
                    (CategoryCode) parts[part].preprocessing("rows").columns().get(0);
            assertThat(code.levels()).hasSize(1_000);
        }
        parts[0].merge(parts[1]);
        assertThatThrownBy(() -> parts[0].preprocessing("rows"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "rows, column 'k': at most 1,000 categories are possible, there are more: leave the column out");
        assertThat(parts[1].level(0, "one more")).isNaN();
    }
}
