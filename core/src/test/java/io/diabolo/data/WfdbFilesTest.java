package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WfdbFilesTest {

    private static final DataOptions ROWS = DataOptions.defaults().withSeries(SeriesOptions.windows(2, 1));

    @TempDir
    Path folder = Path.of("");

    private Path record(String header, int... bytes) throws IOException {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        Files.write(folder.resolve("r.dat"), data);
        return Files.writeString(folder.resolve("r.hea"), header);
    }

    private static TableDataset table(Path file) {
        return ((SeriesDataset) DataSource.openWhole(file, ROWS)).table();
    }

    private static double[] cells(Path file) {
        TableDataset table = table(file);
        double[] cells = new double[table.size() * table.columns().size()];
        table.gather(PartSizes.range(0, table.size()), cells);
        return cells;
    }

    /** Bytes of the manual's rule: low byte, high bits of both, low byte of the second. */
    @Test
    void read_format212_unpacksTwoSamplesOfThreeBytes() throws IOException {
        Path file = record(
                "r 2 360 3\n# a remark\nr.dat 212 100(10)/mV 12 0 0 5 0 lead I\n\nr.dat 212 0 12 0 0 -2042 0\n",
                0x01,
                0x00,
                0x02, // 1 and 2
                0xff,
                0x8f,
                0x00, // -1 and -2048, which is missing
                0x05,
                0x00,
                0x04); // 5 and 4
        assertThat(table(file).columns()).extracting(TableColumn::name).containsExactly("lead I", "signal2");
        assertThat(cells(file))
                .containsExactly(
                        (1 - 10) / 100.0, 2 / 200.0, (-1 - 10) / 100.0, Double.NaN, (5 - 10) / 100.0, 4 / 200.0);
        assertThat(cells(folder.resolve("r.dat"))).hasSize(6);
    }

    @Test
    void read_format16_isLittleEndianAndSigned() throws IOException {
        Path file = record("r 1\nr.dat 16 1 16 0 0 0 0 x", 0x02, 0x01, 0xff, 0xff, 0x00, 0x80);
        assertThat(cells(file)).containsExactly(258, -1, Double.NaN);
    }

    @Test
    void read_realRecord_startsWithTheHeadersValues() {
        String data = System.getenv("DIABOLO_DATA");
        Assumptions.assumeThat(data).as("DIABOLO_DATA names no folder: skipped").isNotNull();
        TableDataset table = table(Path.of(data, "series", "mitbih", "100.hea"));
        double[] first = new double[2];
        table.gather(new int[] {0}, first);
        assertThat(table.size()).isEqualTo(650_000);
        assertThat(first).containsExactly((995 - 1024) / 200.0, (1011 - 1024) / 200.0);
    }

    @Test
    void read_damagedRecords_areRefusedInOneLine() throws IOException {
        damaged("r 1 360 4\nr.dat 16 1 16 0 0 0 0 x", "too few for 4 samples");
        damaged("r 1 360 2\nr.dat 16 1 16 0 0 77 0 x", "checksum");
        damaged("r 2 360 2\nr.dat 16 1 16 0 0 0 0 x", "a line is missing");
        damaged("r", "its first line");
        damaged("r 999 360 2\n", "1 to 256 signals");
        damaged("r 1 0 2\nr.dat 16 1", "sampling frequency");
        damaged("r 1 360 2\n../r.dat 16 1", "beside the header");
        damaged("r 1 360 two\nr.dat 16 1", "whole number");
        damaged("r 1 360 2\nr.dat 16 many", "the gain");
        damaged("", "is empty");
    }

    private void damaged(String header, String says) throws IOException {
        Path file = record(header, 1, 0, 2, 0);
        assertThatThrownBy(() -> DataSource.openWhole(file, ROWS))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(says)
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_otherKinds_areRefusedByName() throws IOException {
        assertThatThrownBy(() -> DataSource.openWhole(record("r 1 360 2\nr.dat 80 1", 1, 2), ROWS))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("format 80");
        assertThatThrownBy(() -> DataSource.openWhole(record("r 1 360 2\nr.dat 16x4 1", 1, 2), ROWS))
                .isInstanceOf(UnsupportedFormatException.class);
        assertThatThrownBy(() -> DataSource.openWhole(record("r/3 1 360 2\nr 1", 1, 2), ROWS))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("segments");
        assertThatThrownBy(() -> DataSource.openWhole(record("r 1 360 2\nnot-there.dat 16 1", 1, 2), ROWS))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("not-there.dat");
        Path lonely = Files.write(folder.resolve("lonely.dat"), new byte[] {1, 2});
        assertThatThrownBy(() -> DataSource.openWhole(lonely, ROWS))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("lonely.hea");
    }
}
