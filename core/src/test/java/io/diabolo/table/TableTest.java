package io.diabolo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static double[] column(Table table, int column) {
        double[] cells = new double[table.rows()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = table.cell(row, column);
        }
        return cells;
    }

    private static List<ColumnType> types(Table table) {
        return table.columns().stream().map(Column::type).toList();
    }

    @Test
    void read_eachTypeOfColumn_isFound() {
        Table table = CsvFiles.read(folder, """
                n,c,t,e,k,m
                1.5,yes,2020-01-01,,7,one
                -2e3,no,2020-01-02 00:00:10,NA,7,one
                ,?,-,n/a,NULL,
                """);

        assertThat(types(table))
                .containsExactly(
                        ColumnType.NUMBER,
                        ColumnType.CATEGORY,
                        ColumnType.TIME,
                        ColumnType.EMPTY,
                        ColumnType.CONSTANT,
                        ColumnType.CONSTANT);
        assertThat(table.columns().get(0).summary()).isEqualTo(new Column.Summary(-2000, 1.5, 1, 2));
        assertThat(table.columns().get(1).categories()).containsExactly("no", "yes");
        assertThat(column(table, 0)).containsExactly(1.5, -2000, Double.NaN);
        assertThat(column(table, 1)).containsExactly(1, 0, Double.NaN);
        assertThat(column(table, 2)).containsExactly(1577836800, 1577836800 + 86410, Double.NaN);
        double[] row = new double[6];
        table.row(0, row);
        assertThat(row).containsExactly(1.5, 1, 1577836800, Double.NaN, 7, 0);
    }

    @Test
    void read_times_areUtcUnlessTheySayOtherwise() {
        Table table = CsvFiles.read(
                folder,
                "t\n2014-07-01T00:00:00Z\n2014-07-01 02:00:00.250+02:00\n2014-07-01T00:00\n2014-06-30 18:30:00 -0530\n");

        assertThat(column(table, 0)).containsExactly(1404172800, 1404172800.25, 1404172800, 1404172800);
    }

    @Test
    void read_datesThatAreNone_areText() {
        Table table = CsvFiles.read(folder, "t\n2021-02-29\n2021-13-01\n2021-01-01x\n2021-01-01 25:00\n");

        assertThat(types(table)).containsExactly(ColumnType.CATEGORY);
    }

    @Test
    void dialect_ofASpreadsheet_isDetected() {
        Table table = CsvFiles.read(folder, "a;b;c\n1,5;x;2\n2,25;y;3\n");

        assertThat(table.dialect().orElseThrow().describe()).isEqualTo("delimiter ';', decimal comma, header, UTF-8");
        assertThat(column(table, 0)).containsExactly(1.5, 2.25);
    }

    @Test
    void dialect_ofEachDelimiter_isDetected() {
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            Table table = CsvFiles.read(folder, "a,b,c\n1.5,x y,2\n2,z,3\n".replace(',', delimiter));

            assertThat(table.dialect().orElseThrow().delimiter()).isEqualTo(delimiter);
            assertThat(table.columns()).hasSize(3);
        }
    }

    @Test
    void dialect_withThousands_isNotADecimalComma() {
        Table table = CsvFiles.read(folder, "a\tb\n1,234\tx\n5,678\ty\n");

        assertThat(table.dialect().orElseThrow().decimalComma()).isFalse();
        assertThat(types(table)).containsExactly(ColumnType.CATEGORY, ColumnType.CATEGORY);
    }

    @Test
    void dialect_ofOneColumnWithDecimalCommas_isOneColumn() {
        Table table = CsvFiles.read(folder, "x\n" + "1,5\n2,75\n".repeat(200));

        assertThat(table.columns()).hasSize(1);
        assertThat(table.cell(1, 0)).isEqualTo(2.75);
    }

    @Test
    void dialect_ofSingleQuotes_isDetected() {
        Table table = CsvFiles.read(folder, "'a','b'\n'x, y',1\n'z',2\n");

        assertThat(table.columns().get(0).categories()).containsExactly("x, y", "z");
    }

    @Test
    void header_missing_namesColumnsAndSaysSo() {
        Table table = CsvFiles.read(folder, "1,2\n3,4\n");

        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columns().get(1).name()).isEqualTo("column2");
        assertThat(table.notes()).singleElement().asString().contains("no header", "column1 to column2");
    }

    @Test
    void overrides_winOverWhatIsDetected() {
        CsvOverrides overrides = new CsvOverrides(';', false, true);
        Table table = Table.read(
                CsvFiles.file(folder, "1;2\n3;4\n"), TableOptions.defaults().withCsv(overrides));

        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.columns().get(0).name()).isEqualTo("1");
    }

    @Test
    void encodings_areDetected() {
        String text = "größe,b\n1,é\n2,x\n";
        for (TextEncoding encoding : TextEncoding.values()) {
            byte[] mark = encoding.mark();
            byte[] body = text.getBytes(encoding.charset());
            byte[] all = Arrays.copyOf(mark, mark.length + body.length);
            System.arraycopy(body, 0, all, mark.length, body.length);
            Table table = Table.read(CsvFiles.file(folder, all), TableOptions.defaults());

            TextEncoding expected = encoding == TextEncoding.ISO_8859_1 ? TextEncoding.WINDOWS_1252 : encoding;
            assertThat(table.dialect().orElseThrow().encoding()).isEqualTo(expected);
            assertThat(table.columns().get(0).name()).isEqualTo("größe");
            assertThat(table.columns().get(1).categories()).containsExactly("x", "é");
        }
    }

    @Test
    void encoding_thatShowsLate_isFoundAndSaid() {
        byte[] text = ("a,b\n" + "1,x\n".repeat(100_000) + "2,é\n").getBytes(Charset.forName("windows-1252"));
        Table table = Table.read(CsvFiles.file(folder, text), TableOptions.defaults());

        assertThat(table.columns().get(1).categories()).containsExactly("x", "é");
        assertThat(table.notes()).singleElement().asString().contains("not UTF-8", "windows-1252");
    }

    @Test
    void options_chooseColumnsAndRows() {
        TableOptions options = TableOptions.defaults()
                .withColumns(List.of("c", "a"))
                .withCategories(List.of("c"))
                .withLimit(3);
        Table table = Table.read(CsvFiles.file(folder, "a,b,c\n1,2,10\n1,x,9\n2,3,10\n4,5,6\n"), options);

        assertThat(table.columns().stream().map(Column::name)).containsExactly("a", "c");
        assertThat(table.columns().get(1).categories()).containsExactly("9", "10");
        assertThat(table.rows()).isEqualTo(3);
        assertThat(column(table, 1)).containsExactly(1, 0, 1);
    }

    @Test
    void builder_givesTheTableOfTheSameFile() {
        Table file = CsvFiles.read(folder, "x,c,t\n1,b,2020-01-01\n,a,\n3,,2020-01-03\n");
        Table made = Table.builder("made")
                .numbers("x", new double[] {1, Double.NaN, 3})
                .categories("c", Arrays.asList("b", "a", null))
                .times("t", new double[] {1577836800, Double.NaN, 1578009600})
                .build();

        assertThat(made.columns()).isEqualTo(file.columns());
        assertThat(made.hash()).isEqualTo(file.hash());
    }

    @Test
    void hash_ofAnotherCellOrName_isAnother() {
        String hash = Table.ofNumbers("t", List.of("a", "b"), new double[][] {{1, 2}, {3, 4}})
                .hash();

        assertThat(hash).hasSize(64);
        assertThat(Table.ofNumbers("u", List.of("a", "b"), new double[][] {{1, 2}, {3, 4}})
                        .hash())
                .isEqualTo(hash);
        assertThat(Table.ofNumbers("t", List.of("a", "b"), new double[][] {{1, 2}, {3, 5}})
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Table.ofNumbers("t", List.of("a", "c"), new double[][] {{1, 2}, {3, 4}})
                        .hash())
                .isNotEqualTo(hash);
    }

    @Test
    void ofNumbers_withBadInput_isRefused() {
        assertThatThrownBy(() -> Table.ofNumbers("t", List.of("a", "b"), new double[][] {{1}}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 0");
        assertThatThrownBy(() -> Table.ofNumbers("t", List.of("a"), new double[][] {{1.0 / 0}}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("infinite");
        assertThatThrownBy(() -> Table.ofNumbers("t", List.of("a", "a"), new double[][] {{1, 2}}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void indexOf_aColumnThatIsNotThere_suggestsTheNearest() {
        Table table = Table.ofNumbers("t", List.of("load"), new double[][] {{1}});

        assertThat(table.indexOf("load")).isZero();
        assertThatThrownBy(() -> table.indexOf("laod")).hasMessageContaining("did you mean 'load'?");
    }
}
