package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.CsvRows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Tables as files of a cluster: Parquet and text, told apart by their names' ends. */
final class TableFiles {

    private static final String BROKEN_LINE = "_broken_line";
    private static final Pattern TEXT = Pattern.compile(".*\\.(csv|tsv)(\\.gz)?");

    private TableFiles() {}

    /**
     * Reads tables. Those of text have one more column, {@link FrameColumns#UNREADABLE}: why a line is no row, or which of its
     * cells is no number where the model takes numbers. What stands for a missing cell is what does so without a cluster.
     *
     * @param names of files, folders of part files, or patterns; all of one kind
     * @param model the columns that it takes
     */
    static Dataset<Row> read(SparkSession session, List<String> names, List<TableColumn> model) {
        Set<String> kinds = new HashSet<>();
        names.forEach(name -> kinds.add(kind(name)));
        if (kinds.size() > 1) {
            throw new BadInputException("the inputs are of %d kinds, %s: give those of one kind at once"
                    .formatted(
                            kinds.size(),
                            String.join(" and ", kinds.stream().sorted().toList())));
        }
        String[] paths = names.toArray(String[]::new);
        return kinds.contains("parquet") ? session.read().parquet(paths) : text(session, paths, model);
    }

    private static String kind(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        if (lower.endsWith(".parquet")) {
            return "parquet";
        }
        if (TEXT.matcher(lower).matches()) {
            return lower.replaceAll(".*\\.(csv|tsv)(\\.gz)?$", "$1");
        }
        throw new BadInputException(
                "%s: the name must end in .parquet, .csv or .tsv; of a folder of such files give FOLDER/*.parquet or the like"
                        .formatted(name));
    }

    private static Dataset<Row> text(SparkSession session, String[] paths, List<TableColumn> model) {
        DataFrameReader reader = session.read()
                .option("header", true)
                .option("sep", kind(paths[0]).equals("tsv") ? "\t" : ",")
                .option("escape", "\"") // A quote within quotes is doubled, as everywhere but in Spark.
                .option("enforceSchema", false);
        List<String> columns = Arrays.asList(reader.csv(paths[0]).schema().fieldNames());
        StructType lines = new StructType();
        StructType typed = new StructType();
        Kind[] kinds = new Kind[columns.size()];
        for (int i = 0; i < kinds.length; i++) {
            String name = columns.get(i);
            kinds[i] = kind(model, name);
            lines = lines.add(name, DataTypes.StringType);
            typed = typed.add(name, kinds[i] == Kind.NUMBER ? DataTypes.DoubleType : DataTypes.StringType);
        }
        return reader.option("columnNameOfCorruptRecord", BROKEN_LINE)
                .schema(lines.add(BROKEN_LINE, DataTypes.StringType))
                .csv(paths)
                .map(
                        (MapFunction<Row, Row>) line -> typed(line, kinds, columns.toArray(String[]::new)),
                        Encoders.row(typed.add(FrameColumns.UNREADABLE, DataTypes.StringType)));
    }

    private static Kind kind(List<TableColumn> model, String name) {
        return model.stream()
                .filter(column -> column.name().equals(name))
                .map(column -> column.isCategory() ? Kind.CATEGORY : Kind.NUMBER)
                .findFirst()
                .orElse(Kind.OTHER);
    }

    private static Row typed(Row line, Kind[] kinds, String... names) {
        int last = kinds.length;
        @Nullable Object[] cells = new @Nullable Object[last + 1];
        for (int i = 0; i < last; i++) {
            String cell = line.isNullAt(i) ? "" : line.getString(i).strip();
            if (kinds[i] == Kind.OTHER) {
                cells[i] = line.get(i);
            } else if (CsvRows.isMissing(cell)) {
                cells[i] = null;
            } else if (kinds[i] == Kind.CATEGORY) {
                cells[i] = cell;
            } else {
                OptionalDouble number = CsvRows.number(cell, CsvDialect.standard());
                if (number.isPresent()) {
                    cells[i] = number.getAsDouble();
                } else if (cells[last] == null) {
                    cells[last] = "column '%s' is '%s', which is no number".formatted(names[i], cell);
                }
            }
        }
        if (!line.isNullAt(last)) {
            cells[last] = "the line has another number of cells than the header: "
                    + line.getString(last).strip();
        }
        return RowFactory.create(cells);
    }

    /** What a model makes of a column; others are none of its business, and stay as they are. */
    private enum Kind {
        NUMBER,
        CATEGORY,
        OTHER
    }

    /**
     * Refuses what a file cannot hold, before the work.
     *
     * @param kind whose end says which kind of file
     * @throws BadInputException for columns of several numbers, of bytes and the like in a file of text
     */
    static void requireWritable(StructType schema, String kind) {
        if (kind(kind).equals("parquet")) {
            return;
        }
        List<String> wrong = Arrays.stream(schema.fields())
                .filter(field -> !(field.dataType() instanceof AtomicType) || field.dataType() instanceof BinaryType)
                .map(field ->
                        "'%s' (%s)".formatted(field.name(), field.dataType().simpleString()))
                .toList();
        if (!wrong.isEmpty()) {
            throw new BadInputException("%s: text cannot hold the column %s: give a name that ends in .parquet"
                    .formatted(kind, String.join(", ", wrong)));
        }
    }

    /**
     * Writes a folder of part files. Each task writes its own, of which one attempt counts, however many there were: Spark's
     * committer moves that one into place.
     *
     * @param kind whose end says which kind of file
     */
    static void write(Dataset<Row> rows, String path, String kind) {
        DataFrameWriter<Row> writer = rows.write();
        if (kind(kind).equals("parquet")) {
            writer.parquet(path);
        } else {
            writer.option("header", true).option("escape", "\"").csv(path);
        }
    }

    /** All columns but one. */
    static Column[] without(StructType schema, String... left) {
        return Arrays.stream(schema.fields())
                .map(StructField::name)
                .filter(name -> !Arrays.asList(left).contains(name))
                .map(TableFiles::column)
                .toArray(Column[]::new);
    }

    /** A column by its name, whatever that holds. */
    static Column column(String name) {
        return org.apache.spark.sql.functions.col("`" + name.replace("`", "``") + "`");
    }
}
