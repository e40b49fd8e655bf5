package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.train.HistoryCsv.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCsvTest {

    private static final List<String> PARTS = List.of("train_loss", "validation_loss");

    @TempDir
    Path folder = Path.of("");

    @Test
    void append_rows_areInTheFileAtOnceInAnyLocale() throws IOException {
        Path file = folder.resolve("history.csv");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.FRANCE);
        try (HistoryCsv history = HistoryCsv.create(file, PARTS)) {
            history.append(new Row(1, 100, 1.25, 12_000.5, 1e-4, List.of(0.1, Double.NaN)));
            assertThat(Files.readString(file).split("\r\n", -1))
                    .containsExactly(
                            "epoch,step,seconds,images_per_second,learning_rate,train_loss,validation_loss",
                            "1,100,1.25,12000.5,1.0E-4,0.1,",
                            "");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void read_writtenRows_returnsThemExactly() {
        Path file = folder.resolve("history.csv");
        List<Row> rows = List.of(row(10, Math.PI), row(20, Double.NaN), row(30, Double.POSITIVE_INFINITY));
        try (HistoryCsv history = HistoryCsv.create(file, PARTS)) {
            rows.forEach(history::append);
        }
        assertThat(HistoryCsv.read(file)).isEqualTo(new HistoryCsv.History(PARTS, rows));
    }

    @Test
    void resume_laterAndTornRows_areDropped() throws IOException {
        Path file = folder.resolve("history.csv");
        try (HistoryCsv history = HistoryCsv.create(file, PARTS)) {
            List.of(row(10, 1), row(20, 2), row(30, 3)).forEach(history::append);
        }
        Files.writeString(file, "4,40,0.", StandardOpenOption.APPEND);
        assertThat(HistoryCsv.read(file).rows()).hasSize(3);
        try (HistoryCsv history = HistoryCsv.resume(file, PARTS, 20)) {
            history.append(row(30, 4));
        }
        assertThat(HistoryCsv.read(file).rows()).containsExactly(row(10, 1), row(20, 2), row(30, 4));
    }

    @Test
    void resume_noFile_startsOne() {
        Path file = folder.resolve("run/history.csv");
        HistoryCsv.resume(file, PARTS, 20).close();
        assertThat(HistoryCsv.read(file)).isEqualTo(new HistoryCsv.History(PARTS, List.of()));
    }

    @Test
    void resume_otherColumns_isRefusedAndNothingIsDropped() {
        Path file = folder.resolve("history.csv");
        try (HistoryCsv history = HistoryCsv.create(file, PARTS)) {
            history.append(row(10, 1));
        }
        assertThatThrownBy(() -> HistoryCsv.resume(file, List.of("train_loss"), 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("[train_loss, validation_loss]");
        assertThat(HistoryCsv.read(file).rows()).hasSize(1);
    }

    @Test
    void create_badNames_areRefused() {
        Path file = folder.resolve("history.csv");
        for (List<String> parts : List.of(List.of("a,b"), List.of(""), List.of("a", "a"), List.of("a\nb"))) {
            assertThatThrownBy(() -> HistoryCsv.create(file, parts)).isInstanceOf(BadInputException.class);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void append_wrongNumberOfValues_isRefused() {
        try (HistoryCsv history = HistoryCsv.create(folder.resolve("h.csv"), PARTS)) {
            assertThatThrownBy(() -> history.append(new Row(1, 1, 0, 0, 0, List.of(1.0))))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("2 values, had 1");
        }
    }

    @Test
    void read_damagedFiles_namesTheLine() throws IOException {
        String header = "epoch,step,seconds,images_per_second,learning_rate,train_loss\n";
        Path file = folder.resolve("history.csv");
        for (String text : List.of("", "epoch,step\n", header.trim())) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> HistoryCsv.read(file))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("no training history");
        }
        for (String line : List.of("1,2,3,4,5\n", "1,2,3,4,5,x\n", "1.5,2,3,4,5,6\n")) {
            Files.writeString(file, header + "1,2,3,4,5,6\n" + line);
            assertThatThrownBy(() -> HistoryCsv.read(file))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("line 3");
        }
        assertThatThrownBy(() -> HistoryCsv.read(folder)).isInstanceOf(BadInputException.class);
    }

    private static Row row(long step, double loss) {
        return new Row(1, step, step / 3.0, 1e4, 1e-3, List.of(loss, Double.NaN));
    }
}
