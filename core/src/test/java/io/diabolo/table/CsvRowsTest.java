package io.diabolo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static List<String> read(CsvRows rows) {
        List<String> read = new ArrayList<>();
        rows.forEach((line, cells) -> read.add(line + " " + String.join("|", cells)));
        return read;
    }

    @Test
    void forEach_quotedAndMissingCells_areAsTheyStand() {
        CsvRows rows = CsvRows.open(CsvFiles.file(folder, "name;value\n\"a;\"\"b\"\"\"; 1,50 \n\nc;\n"));

        assertThat(rows.names()).containsExactly("name", "value");
        assertThat(rows.size()).isEqualTo(2);
        assertThat(read(rows)).containsExactly("2 a;\"b\"|1,50", "4 c|");
        assertThat(rows.number("1,50")).hasValue(1.5);
        assertThat(rows.number("")).hasValue(Double.NaN);
        assertThat(rows.number("a")).isEmpty();
    }

    @Test
    void open_bytesThatAreNotUtf8_areReadAsSingleBytes() {
        CsvRows rows = CsvRows.open(
                CsvFiles.file(folder, "name,value\nété,1\nhiver,2\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(read(rows)).containsExactly("2 été|1", "3 hiver|2");
    }

    @Test
    void open_rowOfAnotherWidth_isRefusedBeforeAnyRowIsGiven() {
        Path file = CsvFiles.file(folder, "a,b\n1,2\n3\n");

        assertThatThrownBy(() -> CsvRows.open(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line 3");
    }

    /** A full disk under what is written must not be taken for a file that cannot be read. */
    @Test
    void forEach_handlerThatCannotWrite_failsWithItsOwnError() {
        CsvRows rows = CsvRows.open(CsvFiles.file(folder, "a,b\n1,2\n"));
        UncheckedIOException full = new UncheckedIOException(new IOException("No space left on device"));

        assertThatThrownBy(() -> rows.forEach((line, cells) -> {
                    throw full;
                }))
                .isSameAs(full);
    }
}
