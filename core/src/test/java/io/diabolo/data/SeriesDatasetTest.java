package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows over the columns of a table, and rows that are series. */
class SeriesDatasetTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    /** A file with the columns t, a, b; b is ten times a. */
    private Path sensors(int rows, IntFunction<String> time) throws IOException {
        StringBuilder text = new StringBuilder("t,a,b\n");
        for (int row = 0; row < rows; row++) {
            text.append("%s,%d,%d\n".formatted(time.apply(row), row, 10 * row));
        }
        return Files.writeString(folder.resolve("sensors.csv"), text);
    }

    private static String minute(int minute) {
        return "2024-01-01 %02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static DataOptions windows(int window, int stride) {
        return DEFAULTS.withSeries(SeriesOptions.windows(window, stride));
    }

    private static List<Integer> starts(Dataset data) {
        SeriesDataset series = (SeriesDataset) data;
        return IntStream.range(0, series.size()).mapToObj(series::start).toList();
    }

    @Test
    void openWhole_windows_holdChannelsRowByRow() throws IOException {
        Path file = sensors(10, SeriesDatasetTest::minute);

        SeriesDataset data = (SeriesDataset) DataSource.openWhole(file, windows(4, 3), notes::add);

        assertThat(data.shape()).isEqualTo(SampleShape.series(2, 4));
        assertThat(starts(data)).containsExactly(0, 3, 6);
        assertThat(TestFiles.floatSample(data, 1)).containsExactly(3, 4, 5, 6, 30, 40, 50, 60);
        assertThat(data.itemName(1)).isEqualTo("sensors.csv#5");
        assertThat(data.table().columns()).extracting(TableColumn::name).containsExactly("a", "b");
        assertThat(data.columns()).isEmpty();
        assertThat(notes).containsExactly("time is the column 't'");
    }

    @Test
    void openWhole_lastWindow_endsWithTheSeries() throws IOException {
        Dataset data = DataSource.openWhole(sensors(11, SeriesDatasetTest::minute), windows(4, 3));

        assertThat(starts(data)).containsExactly(0, 3, 6, 7);
    }

    @Test
    void openWhole_gapInTime_isInNoWindow() throws IOException {
        // A step of 1.5 minutes is no gap, one of 2 is.
        Path file = sensors(12, row -> "2024-01-01 00:%02d:%02d".formatted(row < 6 ? row : row + 1, row == 2 ? 30 : 0));

        Dataset data = DataSource.openWhole(file, windows(4, 1), notes::add);

        assertThat(starts(data)).containsExactly(0, 1, 2, 6, 7, 8);
        assertThat(notes).singleElement().asString().contains("1 gaps (steps above 1.5 times the usual 60 s)");
    }

    @Test
    void open_windows_areCutInsideEachPart() throws IOException {
        Path file = sensors(100, SeriesDatasetTest::minute);

        LoadedData data = DataSource.open(file, windows(8, 2));

        assertThat(rows(data.train())).hasSize(70).contains(0, 69);
        assertThat(rows(data.validation())).hasSize(10).contains(70, 79);
        assertThat(rows(data.test())).hasSize(20).contains(80, 99);
    }

    private static Set<Integer> rows(Dataset data) {
        Set<Integer> rows = new HashSet<>();
        for (int start : starts(data)) {
            IntStream.range(start, start + ((SeriesDataset) data).length()).forEach(rows::add);
        }
        return rows;
    }

    @Test
    void open_limit_takesTheFirstWindowsOfEachPart() throws IOException {
        LoadedData data = DataSource.open(
                sensors(100, SeriesDatasetTest::minute), windows(4, 1).withLimit(20));

        assertThat(data.train().size()).isBetween(13, 17);
        assertThat(starts(data.test()).get(0)).isEqualTo(80);
        assertThat(data.train().size() + data.validation().size() + data.test().size())
                .isLessThanOrEqualTo(20);
    }

    @Test
    void openWhole_missingCells_areNaN() throws IOException {
        Path file = Files.writeString(folder.resolve("gaps.csv"), "a,b\n1,2\n,3\n4,5\n");

        Dataset data = DataSource.openWhole(file, windows(3, 1));

        assertThat(data.hasGaps()).isTrue();
        assertThat(TestFiles.floatSample(data, 0)).containsExactly(1, Float.NaN, 4, 2, 3, 5);
    }

    @Test
    void openWhole_chosenColumnsAndTime_areUsed() throws IOException {
        Path file = sensors(10, row -> String.valueOf(row < 5 ? row : row + 3));
        DataOptions options = DEFAULTS.withColumns(List.of("b"))
                .withSeries(SeriesOptions.windows(3, 1).withTime("t"));

        Dataset data = DataSource.openWhole(file, options);

        assertThat(data.shape()).isEqualTo(SampleShape.series(1, 3));
        assertThat(starts(data)).containsExactly(0, 1, 2, 5, 6, 7);
    }

    @Test
    void openWhole_constantColumn_isAChannelOnlyIfAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("flat.csv"), "a,b\n1,7\n2,7\n3,7\n");

        assertThat(DataSource.openWhole(file, windows(2, 1)).shape()).isEqualTo(SampleShape.series(1, 2));
        assertThat(DataSource.openWhole(file, windows(2, 1).withColumns(List.of("b")))
                        .shape())
                .isEqualTo(SampleShape.series(1, 2));
    }

    @Test
    void openWhole_floatMatrixWithWindow_isCut() throws IOException {
        Path file = folder.resolve("m.npy");
        Npy.writeMatrix(file, new float[][] {{1, 2}, {3, 4}, {5, 6}});

        Dataset data = DataSource.openWhole(file, windows(2, 1));

        assertThat(TestFiles.floatSample(data, 1)).containsExactly(3, 5, 4, 6);
    }

    @Test
    void openWhole_rowsAsSeries_keepEveryNumericColumn() throws IOException {
        Path file = Files.writeString(
                folder.resolve("beats.csv"), "split,class,t1,t2,t3\ntrain,1,0,5,6\ntrain,2,0,7,\ntest,1,0,9,1\n");
        DataOptions options =
                DEFAULTS.withSeries(SeriesOptions.rows()).withTarget("class").withIgnore(List.of("split"));

        Dataset data = DataSource.openWhole(file, options, notes::add);

        assertThat(data.shape()).isEqualTo(SampleShape.series(1, 3));
        assertThat(TestFiles.floatSample(data, 1)).containsExactly(0, 7, Float.NaN);
        assertThat(data.labelNames()).containsExactly("1", "2");
        assertThat(((RowSeries) data).table().columns())
                .extracting(TableColumn::name)
                .containsExactly("t1", "t2", "t3");
        assertThat(data.columns()).isEmpty();
    }

    @Test
    void openWhole_arraysAsSeries_haveChannelsAndGaps() throws IOException {
        DataOptions rows = DEFAULTS.withSeries(SeriesOptions.rows());
        Path one = folder.resolve("one.npy");
        Npy.writeMatrix(one, new float[][] {{1, Float.NaN, 3}, {4, 5, 6}});
        Path two = folder.resolve("two.npy");
        Files.write(two, TestFiles.npy("|u1", "2, 2, 3", TestFiles.bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255)));

        assertThat(DataSource.openWhole(one, rows).shape()).isEqualTo(SampleShape.series(1, 3));
        assertThat(DataSource.openWhole(one, rows).hasGaps()).isTrue();
        assertThat(DataSource.openWhole(two, rows).shape()).isEqualTo(SampleShape.series(2, 3));
        assertThat(TestFiles.floatSample(DataSource.openWhole(two, rows), 1)).containsExactly(7, 8, 9, 10, 11, 255);
        assertThat(DataSource.openWholeFor(one, InputFormat.of(SampleShape.series(1, 3)), DEFAULTS, notes::add)
                        .shape())
                .isEqualTo(SampleShape.series(1, 3));
    }

    @Test
    void hash_followsTheWindows() throws IOException {
        Path file = sensors(20, SeriesDatasetTest::minute);

        assertThat(DataSource.openWhole(file, windows(4, 2)).hash())
                .isEqualTo(DataSource.openWhole(file, windows(4, 2)).hash())
                .isNotEqualTo(DataSource.openWhole(file, windows(4, 1)).hash());
    }

    @Test
    void options_thatCannotGoWithWindows_areRefused() {
        assertThatThrownBy(() -> windows(4, 1).withSplit(SplitRule.RANDOM))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("order of time");
        assertThatThrownBy(() -> windows(4, 1).withTarget("y"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("ignore the column");
        assertThatThrownBy(() -> SeriesOptions.windows(1, 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> SeriesOptions.windows(4, 0)).isInstanceOf(BadInputException.class);
    }
}
