package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** Cells that hold several numbers: vectors of Spark ML and arrays of numbers. Number i of column v is the model's column {@code v[i]}. */
final class VectorCells {

    /** Numbers that a cell may have. */
    static final int MOST = 10_000;

    private static final Pattern NAME = Pattern.compile("(.+)\\[(0|[1-9]\\d{0,3})]", Pattern.DOTALL);

    private VectorCells() {}

    static boolean are(DataType type) {
        return type.equals(SQLDataTypes.VectorType())
                || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
    }

    static String name(String column, int number) {
        return "%s[%d]".formatted(column, number);
    }

    /** A number of a cell. */
    record Place(String column, int number) {}

    /** What a name says; null if it is that of no number of a cell. */
    static @Nullable Place parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? new Place(matcher.group(1), Integer.parseInt(matcher.group(2))) : null;
    }

    static int length(Object cell) {
        return cell instanceof Vector vector ? vector.size() : ((Seq<?>) cell).length();
    }

    /** NaN for a missing number. */
    static double number(Object cell, int number) {
        if (cell instanceof Vector vector) {
            return vector.apply(number);
        }
        Object value = ((Seq<?>) cell).apply(number);
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    /**
     * How many numbers the cells of a column have, by the first row that has a cell there.
     *
     * @throws BadInputException if no row has one, or it has none or more than {@value #MOST} numbers
     */
    static int width(Dataset<Row> rows, String column) {
        List<Row> first = rows.select(TableFiles.column(column))
                .filter(TableFiles.column(column).isNotNull())
                .takeAsList(1);
        if (first.isEmpty()) {
            throw new BadInputException(
                    "the frame's column '%s' has no value in any row: leave it out".formatted(column));
        }
        int width = length(first.get(0).get(0));
        if (width < 1 || width > MOST) {
            throw new BadInputException(
                    "the frame's column '%s' has %,d numbers a row, 1 to %,d are possible: leave it out"
                            .formatted(column, width, MOST));
        }
        return width;
    }
}
