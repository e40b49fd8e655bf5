package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** A table of a cluster as one file of this machine, from which each worker that trains gets its copy. */
final class TableCopy {

    /** Of the file, in characters. */
    static final long MOST = 4L << 30;

    /** Whole numbers below it are written without a point, as tables have them. */
    private static final double EXACT = 1L << 53;

    private final String table;
    private final List<String> names;
    private final long most;
    private long length;

    private TableCopy(String table, List<String> names, long most) {
        this.table = table;
        this.names = names;
        this.most = most;
    }

    /** The name of the copy: that of the table, where it is one and not many, in letters that every machine's files may have. */
    static String name(String table) {
        String last = table.replaceAll("/+$", "").replaceAll(".*[/\\\\]", "");
        String name = last.replaceAll("(?i)\\.(parquet|csv|tsv)(\\.gz)?$", "");
        return (name.matches(".*[*?\\[{].*") || name.isEmpty() ? "rows" : name.replaceAll("[^\\w.-]", "_")) + ".csv";
    }

    /**
     * Writes all rows, in the order in which Spark gives them; of the table's parts one at a time is in memory.
     *
     * @param table what messages call it
     * @param most characters
     * @throws BadInputException where a line is no row, a column is of a kind that no table has, or there are too many rows
     */
    static void write(Dataset<Row> rows, Path file, String table, long most) {
        StructField[] fields = rows.schema().fields();
        List<String> names = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (StructField field : fields) {
            if (!field.name().equals(FrameColumns.UNREADABLE)) {
                names.add(field.name());
            }
            if (!isCell(field.dataType())) {
                wrong.add("'%s' is %s".formatted(field.name(), field.dataType().simpleString()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException("%s has columns of neither numbers, text nor times: %s; leave them out"
                    .formatted(table, String.join(", ", wrong)));
        }
        if (names.size() == 1 && names.get(0).matches(".*[;|\t].*")) {
            throw new BadInputException(
                    "%s has one column, '%s': separate cells by commas, and name the file .csv, or by tabs, and name it .tsv"
                            .formatted(table, names.get(0)));
        }
        TableCopy copy = new TableCopy(table, names, most);
        TableFormat format = new TableFormat(CsvDialect.standard(), TableFormat.Digits.DOUBLE);
        TableWriter.write(file, format, names, writer -> copy.write(rows.toLocalIterator(), writer));
    }

    private static boolean isCell(DataType type) {
        return type instanceof NumericType
                || type instanceof StringType
                || type instanceof BooleanType
                || type instanceof NullType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
    }

    private void write(Iterator<Row> rows, TableWriter writer) {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.size() > names.size() && !row.isNullAt(names.size())) {
                throw new BadInputException("%s: %s; correct that line".formatted(table, row.getString(names.size())));
            }
            for (int i = 0; i < names.size(); i++) {
                String cell = row.isNullAt(i) ? "" : cell(row.get(i), names.get(i));
                length += cell.length() + 1;
                writer.text(cell);
            }
            if (length > most) {
                throw new BadInputException(
                        "%s has more than %,d MB as text, which is what each worker is given: train on a sample of its rows"
                                .formatted(table, most >> 20));
            }
            writer.endRow();
        }
    }

    private String cell(Object value, String name) {
        if (!(value instanceof Number number)) {
            return value.toString();
        }
        double plain = number.doubleValue();
        if (Double.isInfinite(plain)) {
            throw new BadInputException("%s: column '%s' has an infinite number: replace it".formatted(table, name));
        }
        if (Double.isNaN(plain)) {
            return "";
        }
        if (plain == Math.rint(plain) && Math.abs(plain) < EXACT) {
            return Long.toString((long) plain);
        }
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }
}
