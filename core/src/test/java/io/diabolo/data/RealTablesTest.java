package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Tables and series that other people published; skipped, saying so, where DIABOLO_DATA names no folder with them. */
class RealTablesTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    private static Path data(String name) {
        String root = System.getenv("DIABOLO_DATA");
        Assumptions.assumeTrue(root != null, "skipped: set DIABOLO_DATA to the folder of the test data");
        Path path = Path.of(root).resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "skipped: DIABOLO_DATA has no " + name);
        return path;
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void open_adbench_everyTableHasColumnsAndTwoLabels() {
        List<Path> tables = files(data("tabular/adbench"), ".npz");

        assertThat(tables).hasSize(20);
        for (Path file : tables) {
            LoadedData data = DataSource.open(file, DEFAULTS);

            Dataset train = data.train();
            assertThat(train.labelNames()).as(file.toString()).containsExactly("0", "1");
            assertThat(train.columns()).as(file.toString()).isNotEmpty();
            assertThat(train.shape()).isEqualTo(SampleShape.row(train.columns().size()));
            double[] cells = new double[train.size() * train.columns().size()];
            train.gather(PartSizes.range(0, train.size()), cells);
            assertThat(cells).as(file.toString()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void open_ecg5000_rowsAreBeats() {
        DataOptions options =
                DEFAULTS.withSeries(SeriesOptions.rows()).withTarget("class").withIgnore(List.of("split"));

        LoadedData data = DataSource.open(data("series/ecg5000.csv.gz"), options);

        assertThat(data.train().shape()).isEqualTo(SampleShape.series(1, 140));
        assertThat(data.train().size() + data.validation().size() + data.test().size())
                .isEqualTo(2_500);
        assertThat(data.train().labelNames()).containsExactly("1", "2", "3", "4", "5");
        assertThat(data.train().hasGaps()).isFalse();
        Dataset all = DataSource.openWhole(data("series/ecg5000.csv.gz"), options);
        float[] beat = TestFiles.floatSample(all, 0);
        assertThat(beat[0]).isEqualTo(-0.11252f);
        assertThat(beat[1]).isEqualTo(-2.8272f);
    }

    @Test
    void open_nab_everySeriesIsCutIntoWindowsOrRefusedForItsTimes() {
        DataOptions options = DEFAULTS.withColumns(List.of("value")).withSeries(SeriesOptions.windows(32, 8));
        List<Path> series = files(data("series/nab/data"), ".csv");

        assertThat(series).hasSize(18);
        for (Path file : series) {
            if (file.endsWith("machine_temperature_system_failure.csv")) {
                assertThatThrownBy(() -> DataSource.open(file, options))
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining("line ")
                        .hasMessageContaining("before that of the row above");
            } else {
                LoadedData data = DataSource.open(file, options);
                assertThat(data.train().shape()).as(file.toString()).isEqualTo(SampleShape.series(1, 32));
                assertThat(data.notes().get(0)).contains("'timestamp'");
            }
        }
    }
}
