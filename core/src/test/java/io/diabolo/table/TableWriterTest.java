package io.diabolo.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.table.TableFormat.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void number_inEitherPrecision_hasNoNoise() throws IOException {
        for (Digits digits : Digits.values()) {
            Path file = folder.resolve(digits + ".csv");
            TableFormat format = new TableFormat(CsvDialect.standard(), digits);
            TableWriter.write(file, format, List.of("a", "b", "c", "d"), out -> out.number(0.1f)
                    .number(3)
                    .number(Double.NaN)
                    .number(1e10)
                    .endRow());

            String first = digits == Digits.FLOAT ? "0.1" : "0.10000000149011612";
            assertThat(Files.readString(file)).isEqualTo("a,b,c,d\r\n" + first + ",3,,1E10\r\n");
        }
    }

    @Test
    void cells_ofATable_readBackAsThatTable() {
        Table table = Table.builder("t")
                .numbers("x", new double[] {1.5, Double.NaN, 3})
                .categories("c", Arrays.asList("b;\"q\"", "line\nend", null))
                .times("t", new double[] {1577836800.125, Double.NaN, -86400})
                .build();
        CsvDialect dialect = new CsvDialect(';', '"', true, true, TextEncoding.UTF_16LE);
        Path file = folder.resolve("out.csv.gz");
        TableWriter.write(file, new TableFormat(dialect, Digits.DOUBLE), List.of("x", "c", "t"), out -> {
            for (int row = 0; row < table.rows(); row++) {
                for (int column = 0; column < 3; column++) {
                    out.cell(table.columns().get(column), table.cell(row, column));
                }
                out.endRow();
            }
        });
        Table again = Table.read(file, TableOptions.defaults());

        assertThat(again.dialect()).contains(dialect);
        assertThat(again.columns()).isEqualTo(table.columns());
        assertThat(again.hash()).isEqualTo(table.hash());
    }

    @Test
    void badRows_leaveNoFile() {
        Path file = folder.resolve("out.csv");
        TableFormat format = new TableFormat(CsvDialect.standard().withEncoding(TextEncoding.ISO_8859_1), Digits.FLOAT);

        assertThatThrownBy(() -> TableWriter.write(
                        file, format, List.of("a", "b"), out -> out.number(1).endRow()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("1 cells");
        assertThatThrownBy(() -> TableWriter.write(
                        file, format, List.of("a"), out -> out.number(1 / 0.0).endRow()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("infinite");
        assertThatThrownBy(() -> TableWriter.write(
                        file, format, List.of("a"), out -> out.text("→").endRow()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("ISO-8859-1");
        assertThat(folder).isEmptyDirectory();
    }

    @Property(tries = 200)
    void numbers_ofAnyDialect_readBackExactly(
            @ForAll("dialects") CsvDialect dialect, @ForAll @Size(min = 2, max = 30) List<Double> numbers)
            throws IOException {
        Path file = Files.createTempFile("table", ".csv");
        try {
            TableFormat format = new TableFormat(dialect, Digits.DOUBLE);
            TableWriter.write(file, format, List.of("a", "b"), out -> {
                for (double number : numbers) {
                    out.number(number).number(-number).endRow();
                }
            });
            try (Table table = Table.read(file, options(dialect))) {
                List<Double> found = new ArrayList<>();
                for (int row = 0; row < table.rows(); row++) {
                    found.add(table.cell(row, 0));
                    assertThat(table.cell(row, 1)).isEqualTo(-found.get(row));
                }
                assertThat(found).isEqualTo(numbers);
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void texts_ofAnyDialect_readBack(
            @ForAll("dialects") CsvDialect dialect, @ForAll("texts") @Size(min = 1, max = 10) List<String> texts)
            throws IOException {
        Path file = Files.createTempFile("table", ".csv");
        try {
            TableFormat format = new TableFormat(dialect, Digits.DOUBLE);
            TableWriter.write(file, format, List.of("a", "b"), out -> {
                for (String text : texts) {
                    out.number(1).text(text).endRow();
                }
            });
            try (Table table =
                    Table.read(file, options(dialect).withCategories(List.of(dialect.header() ? "b" : "column2")))) {
                for (int row = 0; row < table.rows(); row++) {
                    Column column = table.columns().get(1);
                    assertThat(column.categories().get((int) table.cell(row, 1)))
                            .isEqualTo(texts.get(row));
                }
                assertThat(table.rows()).isEqualTo(texts.size());
            }
        } finally {
            Files.delete(file);
        }
    }

    /** As far as a few rows of odd texts cannot show the dialect. */
    private static TableOptions options(CsvDialect dialect) {
        return TableOptions.defaults()
                .withCsv(new CsvOverrides(dialect.delimiter(), dialect.decimalComma(), dialect.header()));
    }

    @Provide
    Arbitrary<CsvDialect> dialects() {
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t', '|'),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(
                                TextEncoding.UTF_8,
                                TextEncoding.UTF_8_MARKED,
                                TextEncoding.UTF_16LE,
                                TextEncoding.UTF_16BE))
                .as((delimiter, header, comma, encoding) -> new CsvDialect(delimiter, '"', header, comma, encoding));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("ab1.,;|\"\t\n é→")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(text -> "x" + text + "x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }
}
