package io.diabolo.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;

/** Passes records on as rows, all of one width; the first one may hold the names. A record's value is whether to go on. */
final class RecordHandler extends AbstractBaseCsvCallbackHandler<Boolean> {

    static final int MOST_COLUMNS = 10_000;

    /** Characters of a line at most, and of a cell. */
    static final int LONGEST_LINE = 1 << 24;

    private final String file;
    private final boolean header;
    private final RowSink sink;
    private final List<String> first = new ArrayList<>();
    private int width;
    private long characters;

    /** Whether the record has so far only one cell, an empty one. */
    private boolean blank;

    RecordHandler(String file, boolean header, RowSink sink) {
        this.file = file;
        this.header = header;
        this.sink = sink;
    }

    /** The line on which the last record began. */
    long line() {
        return getStartingLineNumber();
    }

    @Override
    protected void handleBegin(long line) {
        characters = 0;
        blank = false;
        if (width > 0) {
            sink.beginRow(line);
        }
    }

    @Override
    protected void handleField(int column, char[] text, int start, int length, boolean quoted) {
        characters += length + 1;
        if (characters > LONGEST_LINE) {
            throw new BadInputException(
                    "%s, line %d: longer than %,d characters; is a quote left open, or is it no table?"
                            .formatted(file, line(), LONGEST_LINE));
        }
        int from = start;
        int to = start + length;
        while (from < to && text[from] <= ' ') {
            from++;
        }
        while (to > from && text[to - 1] <= ' ') {
            to--;
        }
        if (column == 0 && from == to && !quoted) {
            // Only the next cell tells a missing value from an empty line.
            blank = true;
            return;
        }
        if (blank) {
            blank = false;
            pass(0, text, from, 0);
        }
        pass(column, text, from, to - from);
    }

    private void pass(int column, char[] text, int start, int length) {
        if (width == 0) {
            keepFirst(column, new String(text, start, length));
        } else if (column < width) {
            sink.cell(column, text, start, length);
        }
    }

    private void keepFirst(int column, String cell) {
        if (column >= MOST_COLUMNS) {
            throw new BadInputException("%s, line %d: more than %,d columns; is it a table, with rows below each other?"
                    .formatted(file, line(), MOST_COLUMNS));
        }
        first.add(cell);
    }

    @Override
    protected Boolean buildRecord() {
        if (blank || getRecordType() == RecordType.EMPTY) {
            return true;
        }
        if (width == 0) {
            return endFirst();
        }
        if (getFieldCount() != width) {
            throw new BadInputException(
                    "%s, line %d: the row has %d cells, %s has %d; every row must have as many: mend or remove it"
                            .formatted(file, line(), getFieldCount(), header ? "the header" : "the first row", width));
        }
        return sink.endRow();
    }

    private boolean endFirst() {
        width = first.size();
        List<String> names = new ArrayList<>(width);
        for (int column = 0; column < width; column++) {
            boolean named = header && !first.get(column).isEmpty();
            names.add(named ? first.get(column) : "column" + (column + 1));
        }
        sink.begin(names);
        if (header) {
            return true;
        }
        sink.beginRow(line());
        for (int column = 0; column < width; column++) {
            char[] cell = first.get(column).toCharArray();
            sink.cell(column, cell, 0, cell.length);
        }
        return sink.endRow();
    }
}
