package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file twice: to learn what its columns hold and how many rows there are, and to take the cells. */
final class CsvTable {

    private CsvTable() {}

    static Table read(Path path, TableOptions options) {
        CsvFile file = CsvFile.open(path, options.csv());
        List<String> notes = new ArrayList<>();
        try {
            return read(file, options, notes);
        } catch (CharacterCodingException e) {
            if (!file.isGuessedUnicode()) {
                throw file.notText(e);
            }
        }
        CsvFile again = file.inSingleBytes();
        notes.add("%s is not UTF-8 to its end and was read as %s"
                .formatted(file.name(), again.dialect().encoding()));
        try {
            return read(again, options, notes);
        } catch (CharacterCodingException e) {
            throw again.notText(e);
        }
    }

    private static Table read(CsvFile file, TableOptions options, List<String> notes) throws CharacterCodingException {
        Scan scan = new Scan(file, options);
        file.forEachRow(scan);
        List<Column> columns = scan.finish();
        if (!file.dialect().header()) {
            notes.add("%s has no header: its columns are called column1 to column%d"
                    .formatted(file.name(), scan.width()));
        }
        int stored = (int) columns.stream().filter(Column::isStored).count();
        boolean fits = (double) scan.rows * stored * Double.BYTES <= options.memoryBudget();
        try (Cells.Sink sink = fits ? HeapCells.sink(scan.rows, stored) : MappedCells.sink(stored)) {
            Fill fill = new Fill(file, scan, columns, sink);
            file.forEachRow(fill);
            fill.requireSameRows();
            return new Table(new Table.Origin(file.name(), file.dialect(), notes), columns, scan.rows, sink.finish());
        }
    }

    /** The first reading. */
    private static final class Scan implements RowSink {
        private final CsvFile file;
        private final TableOptions options;
        private List<String> names = List.of();
        private @Nullable ColumnScan[] scans = {};
        private long line;
        private int rows;

        Scan(CsvFile file, TableOptions options) {
            this.file = file;
            this.options = options;
        }

        @Override
        public void begin(List<String> newNames) {
            names = newNames;
            boolean[] chosen = ColumnChoice.of(file.path().toString(), names, options);
            scans = new ColumnScan[chosen.length];
            CellParser parser = new CellParser(file.dialect().decimalComma());
            int mostLevels = Levels.limit(chosen.length);
            for (int column = 0; column < chosen.length; column++) {
                boolean forced = options.categories().contains(names.get(column));
                scans[column] = chosen[column] ? new ColumnScan(forced, mostLevels, parser) : null;
            }
        }

        @Override
        public void beginRow(long newLine) {
            line = newLine;
        }

        @Override
        public void cell(int column, char[] text, int start, int length) {
            ColumnScan scan = scans[column];
            if (scan != null) {
                scan.cell(text, start, length, line);
            }
        }

        @Override
        public boolean endRow() {
            if (rows == Integer.MAX_VALUE) {
                throw new BadInputException("%s: more than %,d rows; take a part of them".formatted(file.path(), rows));
            }
            return ++rows != options.limit();
        }

        int width() {
            return scans.length;
        }

        List<Column> finish() {
            if (rows == 0) {
                throw new BadInputException(file.path() + " has a header and no rows; a table needs at least one row");
            }
            List<Column> columns = new ArrayList<>();
            for (int column = 0; column < scans.length; column++) {
                ColumnScan scan = scans[column];
                if (scan != null) {
                    columns.add(scan.finish(file.path().toString(), names.get(column)));
                    // What it remembers is not needed any more, and may be much.
                    scans[column] = null;
                }
            }
            return columns;
        }
    }

    /** The second reading. */
    private static final class Fill implements RowSink {
        private final CsvFile file;
        private final int rows;
        private final Cells.Sink sink;
        private final CellParser parser;
        private final double[] row;

        /** By column of the file: the place of its cells in a stored row, -1 where they are not stored. */
        private final int[] places;

        /** By place: the categories, null for numbers and times. */
        private final @Nullable Levels[] levels;

        private int next;

        Fill(CsvFile file, Scan scan, List<Column> columns, Cells.Sink sink) {
            this.file = file;
            this.rows = scan.rows;
            this.sink = sink;
            parser = new CellParser(file.dialect().decimalComma());
            places = new int[scan.width()];
            List<@Nullable Levels> stored = new ArrayList<>();
            int column = 0;
            for (int index = 0; index < places.length; index++) {
                places[index] = -1;
                boolean read =
                        column < columns.size() && columns.get(column).name().equals(scan.names.get(index));
                if (read) {
                    Column known = columns.get(column++);
                    if (known.isStored()) {
                        places[index] = stored.size();
                        stored.add(known.categories().isEmpty() ? null : Levels.of(known.categories()));
                    }
                }
            }
            levels = stored.toArray(new Levels[0]);
            row = new double[levels.length];
        }

        @Override
        public void begin(List<String> names) {
            if (names.size() != places.length) {
                throw changed();
            }
        }

        @Override
        public void beginRow(long line) {}

        @Override
        public void cell(int column, char[] text, int start, int length) {
            int place = places[column];
            if (place >= 0) {
                row[place] = value(levels[place], text, start, length);
            }
        }

        private double value(@Nullable Levels categories, char[] text, int start, int length) {
            if (categories == null) {
                return parser.parse(text, start, length) == CellParser.Kind.MISSING ? Double.NaN : parser.value();
            }
            return CellParser.isMissing(text, start, length) ? Double.NaN : categories.find(text, start, length);
        }

        @Override
        public boolean endRow() {
            sink.add(row);
            // Rows that were added to the file meanwhile are left for the next time it is read.
            return ++next != rows;
        }

        void requireSameRows() {
            if (next != rows) {
                throw changed();
            }
        }

        private CorruptFileException changed() {
            return new CorruptFileException(
                    file.path() + " changed while it was read; read it again when it is complete");
        }
    }
}
