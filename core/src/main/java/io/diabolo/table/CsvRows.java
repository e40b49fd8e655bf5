package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The rows of a file of separated values as text, read one after the other; {@link Table} is for rows of typed cells. */
public final class CsvRows {

    private final CsvFile file;
    private final List<String> names;
    private final int size;

    private CsvRows(CsvFile file, Check check) {
        this.file = file;
        names = check.names;
        size = check.rows;
    }

    /** Takes rows. */
    public interface Handler {

        /**
         * @param line of the file on which the row begins, from 1
         * @param cells without blanks around them; the list is used again for the next row
         */
        void row(long line, List<String> cells);
    }

    /**
     * Detects the dialect and reads the file once, so that what is wrong with it is known before its rows are used.
     *
     * @throws BadInputException where there is no such file, or its rows differ in width
     * @throws io.diabolo.error.UnsupportedFormatException for binary data
     * @throws CorruptFileException for a gzip file that is cut off or damaged
     */
    public static CsvRows open(Path path) {
        CsvFile file = CsvFile.open(path, CsvOverrides.none());
        try {
            return checked(file);
        } catch (CharacterCodingException e) {
            if (!file.isGuessedUnicode()) {
                throw file.notText(e);
            }
        }
        CsvFile again = file.inSingleBytes();
        try {
            return checked(again);
        } catch (CharacterCodingException e) {
            throw again.notText(e);
        }
    }

    private static CsvRows checked(CsvFile file) throws CharacterCodingException {
        Check check = new Check();
        file.forEachRow(check);
        return new CsvRows(file, check);
    }

    /** Without a header {@code column1}, {@code column2} and so on. */
    public List<String> names() {
        return names;
    }

    public CsvDialect dialect() {
        return file.dialect();
    }

    /** How many rows there are, the header aside. */
    public int size() {
        return size;
    }

    /** Gives all rows to a handler, in their order. */
    public void forEach(Handler handler) {
        try {
            file.forEachRow(new Rows(names.size(), handler));
        } catch (CharacterCodingException e) {
            throw file.notText(e);
        } catch (HandlerFailure e) {
            throw e.failure();
        }
    }

    /** A cell as a number of the dialect; NaN for a missing one, empty for what is no finite number. */
    public OptionalDouble number(String cell) {
        return number(cell, dialect());
    }

    /** A cell as a number of a dialect; NaN for a missing one, empty for what is no finite number. */
    public static OptionalDouble number(String cell, CsvDialect dialect) {
        CellParser parser = new CellParser(dialect.decimalComma());
        return switch (parser.parse(cell.toCharArray(), 0, cell.length())) {
            case NUMBER -> OptionalDouble.of(parser.value());
            case MISSING -> OptionalDouble.of(Double.NaN);
            default -> OptionalDouble.empty();
        };
    }

    /** Whether a cell stands for a missing value. */
    public static boolean isMissing(String cell) {
        return CellParser.isMissing(cell.toCharArray(), 0, cell.length());
    }

    private static final class Check implements RowSink {

        private List<String> names = List.of();
        private int rows;

        @Override
        public void begin(List<String> newNames) {
            names = List.copyOf(newNames);
        }

        @Override
        public void beginRow(long line) {}

        @Override
        public void cell(int column, char[] text, int start, int length) {}

        @Override
        public boolean endRow() {
            rows = Math.addExact(rows, 1);
            return true;
        }
    }

    private static final class Rows implements RowSink {

        private final List<String> cells;
        private final Handler handler;
        private long line;

        Rows(int width, Handler handler) {
            cells = new ArrayList<>(Collections.nCopies(width, ""));
            this.handler = handler;
        }

        @Override
        public void begin(List<String> names) {}

        @Override
        public void beginRow(long newLine) {
            line = newLine;
        }

        @Override
        public void cell(int column, char[] text, int start, int length) {
            cells.set(column, new String(text, start, length));
        }

        @Override
        public boolean endRow() {
            try {
                handler.row(line, cells);
            } catch (UncheckedIOException e) {
                throw new HandlerFailure(e);
            }
            return true;
        }
    }
}
