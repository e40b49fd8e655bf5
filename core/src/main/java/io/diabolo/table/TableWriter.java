package io.diabolo.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.file.AtomicFiles.ThrowingConsumer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a table row by row, cell by cell, without keeping it; a name that ends in {@code .gz} is gzipped. Missing cells
 * are empty. Text that is written as a missing value, or has blanks around it, does not read back as that text.
 *
 * @source RFC 4180 (quotes where a cell needs them; lines end with CR LF)
 */
public final class TableWriter {

    private final String target;
    private final TableFormat format;
    private final int width;
    private final CsvWriter out;
    private final List<String> row = new ArrayList<>();

    private TableWriter(String target, TableFormat format, int width, CsvWriter out) {
        this.target = target;
        this.format = format;
        this.width = width;
        this.out = out;
    }

    /**
     * Writes {@code target} whole or not at all.
     *
     * @param columnNames left out where the dialect has no header
     * @param body writes the rows
     * @throws io.diabolo.error.OutputException where the file cannot be written
     * @throws BadInputException where a row has another width, a number is infinite, or a text has a character that the
     *     dialect's encoding has not
     */
    public static void write(
            Path target, TableFormat format, List<String> columnNames, ThrowingConsumer<TableWriter> body) {
        boolean gzipped = String.valueOf(target.getFileName()).endsWith(".gz");
        AtomicFiles.write(target, file -> {
            try (OutputStream out = gzipped ? new GZIPOutputStream(file, 1 << 16) : file) {
                out.write(format.dialect().encoding().mark());
                writeText(target, format, columnNames, out, body);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (CharacterCodingException e) {
                throw new BadInputException(
                        "%s: a text has a character that %s has not; write UTF-8"
                                .formatted(target, format.dialect().encoding()),
                        e);
            }
        });
    }

    private static void writeText(
            Path target,
            TableFormat format,
            List<String> columnNames,
            OutputStream out,
            ThrowingConsumer<TableWriter> body)
            throws IOException {
        CsvDialect dialect = format.dialect();
        BufferedWriter text = new BufferedWriter(
                new OutputStreamWriter(
                        out,
                        dialect.encoding()
                                .charset()
                                .newEncoder()
                                .onUnmappableCharacter(CodingErrorAction.REPORT)
                                .onMalformedInput(CodingErrorAction.REPORT)),
                1 << 16);
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        TableWriter writer = new TableWriter(target.toString(), format, columnNames.size(), csv);
        if (dialect.header()) {
            csv.writeRecord(columnNames);
        }
        body.accept(writer);
        if (!writer.row.isEmpty()) {
            writer.endRow();
        }
        csv.close();
    }

    /** Adds a number to the row, or an empty cell for NaN. */
    public TableWriter number(double number) {
        if (Double.isInfinite(number)) {
            throw new BadInputException(target + ": an infinite number cannot be written; write NaN for a missing one");
        }
        return text(Double.isNaN(number) ? "" : format(number));
    }

    /** Adds a text to the row; empty for a missing one. */
    public TableWriter text(String text) {
        row.add(text);
        return this;
    }

    /** Adds what {@link Table#cell} gave for a column: a number, the name of a category, or a time. */
    public TableWriter cell(Column column, double cell) {
        if (Double.isNaN(cell)) {
            return text("");
        }
        if (!column.categories().isEmpty()) {
            return text(column.categories().get((int) cell));
        }
        return column.type() == ColumnType.TIME ? text(Timestamp.format(cell)) : number(cell);
    }

    /** Ends the row, which must have a cell for each column. */
    public void endRow() {
        if (row.size() != width) {
            throw new BadInputException("%s: a row of %d cells, there are %d columns; every row must have one for each"
                    .formatted(target, row.size(), width));
        }
        out.writeRecord(row);
        row.clear();
    }

    private String format(double number) {
        String text =
                format.digits() == TableFormat.Digits.FLOAT ? Float.toString((float) number) : Double.toString(number);
        if (text.endsWith(".0")) {
            text = text.substring(0, text.length() - 2);
        } else {
            text = text.replace(".0E", "E");
        }
        return format.dialect().decimalComma() ? text.replace('.', ',') : text;
    }
}
