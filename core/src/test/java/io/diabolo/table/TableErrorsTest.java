package io.diabolo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a file is said in one line, with its place. */
class TableErrorsTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void assertRefused(String text, TableOptions options, String... parts) {
        assertThatThrownBy(() -> Table.read(CsvFiles.file(folder, text), options))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    @Test
    void row_ofAnotherWidth_isNamedWithItsLineAndBothWidths() {
        assertRefused("a,b,c\n1,2,3\n\n4,5\n", DEFAULTS, "line 4", "2 cells", "header has 3");
        assertRefused("1,2,3\n1,2,3\n4,5,6,7\n", DEFAULTS, "line 3", "4 cells", "first row has 3");
    }

    @Test
    void column_namedTwice_isNamedWithBothPlaces() {
        assertRefused("a,b,a\n1,2,3\n", DEFAULTS, "columns 1 and 3", "'a'");
    }

    @Test
    void text_amongNumbers_isNamedWithLineColumnAndText() {
        StringBuilder rows = new StringBuilder("a,b\n");
        for (int row = 2; row < 300; row++) {
            rows.append(row).append(row == 200 ? ",oops\n" : ",7\n");
        }
        assertRefused(rows.toString(), DEFAULTS, "line 200", "column 'b'", "text in a numeric column", "'oops'");
        assertThat(Table.read(CsvFiles.file(folder, rows.toString()), DEFAULTS.withCategories(List.of("b")))
                        .columns()
                        .get(1)
                        .categories())
                .containsExactly("7", "oops");
        assertThat(Table.read(CsvFiles.file(folder, rows.toString()), DEFAULTS.withIgnore(List.of("b")))
                        .columns())
                .hasSize(1);
    }

    @Test
    void text_amongFewFractions_isNamedToo() {
        String rows = "1.5\n2.5\n".repeat(10);
        assertRefused("a\n" + rows + "1.5x\n", DEFAULTS, "line 22", "text in a numeric column", "'1.5x'");
    }

    @Test
    void infiniteValue_isNamedWithLineAndColumn() {
        for (String infinite : new String[] {"inf", "-Infinity", "1e400", "INF"}) {
            assertRefused("a,b\n1,2\n3," + infinite + "\n", DEFAULTS, "line 3", "column 'b'", infinite);
        }
    }

    @Test
    void file_withoutARow_isRefused() {
        assertRefused("a,b\n\n", DEFAULTS, "no rows");
        assertRefused("\n \n", DEFAULTS, "empty");
        assertRefused("", DEFAULTS, "empty");
    }

    @Test
    void binaryData_isRefused() {
        byte[] bytes = new byte[5_000];
        new Random(1).nextBytes(bytes);

        assertThatThrownBy(() -> Table.read(CsvFiles.file(folder, bytes), DEFAULTS))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("binary data");
    }

    @Test
    void gzip_cutOffWithinTheFirstBytes_isCorrupt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);

        assertThatThrownBy(() -> Table.read(CsvFiles.file(folder, cut), DEFAULTS))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("cut off or damaged");
    }

    @Test
    void gzip_cutOff_isCorrupt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            Random random = new Random(1);
            out.write("a,b\n".getBytes(StandardCharsets.UTF_8));
            for (int row = 0; row < 60_000; row++) {
                out.write((random.nextInt() + "," + random.nextInt() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100);

        assertThatThrownBy(() -> Table.read(CsvFiles.file(folder, cut), DEFAULTS))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("cut off or damaged");
    }

    @Test
    void option_withAColumnThatIsNotThere_suggestsTheNearest() {
        String text = "temperature,load\n1,2\n3,4\n";
        assertRefused(
                text, DEFAULTS.withColumns(List.of("temprature")), "chosen columns", "did you mean 'temperature'?");
        assertRefused(text, DEFAULTS.withIgnore(List.of("Load")), "ignored columns", "did you mean 'load'?");
        assertRefused(text, DEFAULTS.withCategories(List.of("zzz")), "no column 'zzz'");
        assertRefused(text, DEFAULTS.withIgnore(List.of("load", "temperature")), "leave no column");
    }

    @Test
    void limits_ofColumnsAndLine_areRefused() {
        String header = "a,".repeat(RecordHandler.MOST_COLUMNS) + "a";
        assertRefused(header + "\n" + header + "\n", DEFAULTS, "more than 10,000 columns");
        String open = "a,b\n1,2\n3,\"" + "x".repeat(RecordHandler.LONGEST_LINE + 10) + "\n";
        assertRefused(open, DEFAULTS, "line 3", "quote");
    }

    @Test
    void quote_leftOpen_isRefused() {
        assertRefused("a,b\n1,2\n3,\"4\n5,6\n", DEFAULTS, "line 3", "quote");
    }

    @Test
    void category_withTooManyLevels_isRefusedWhereForced() {
        StringBuilder rows = new StringBuilder("id\n");
        for (int row = 0; row < 1_200; row++) {
            rows.append("item").append(row).append('\n');
        }
        assertRefused(rows.toString(), DEFAULTS.withCategories(List.of("id")), "'id'", "more than 1,000");
        assertThat(CsvFiles.read(folder, rows.toString()).columns().get(0).type())
                .isEqualTo(ColumnType.TEXT);
    }

    @Test
    void file_thatIsNotThere_isRefused() {
        assertThatThrownBy(() -> Table.read(folder.resolve("none.csv"), DEFAULTS))
                .isInstanceOf(DiaboloException.class)
                .hasMessageContaining("no such file");
    }
}
