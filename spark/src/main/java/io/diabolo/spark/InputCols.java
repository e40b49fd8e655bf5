package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The parameter {@code inputCols} of a stage with a model: the frame's column of pictures, or the columns that the model takes, in its order,
 * where they have other names. Nothing stands for {@link PictureColumn#USUAL}, and for the model's own names.
 */
final class InputCols {

    private InputCols() {}

    static StringArrayParam parameter(Params stage) {
        return new StringArrayParam(
                stage,
                "inputCols",
                "the column of pictures, or those of a table in the model's order; none for 'content', or for the model's own names");
    }

    /**
     * What a model takes of a frame.
     *
     * @param columns of a model of tables
     * @throws BadInputException if the frame does not have it
     */
    static FrameInput of(
            StructType schema, Preprocessing preprocessing, Supplier<List<TableColumn>> columns, String... named) {
        return PictureIntake.takesPictures(preprocessing)
                ? PictureColumn.of(schema, named)
                : FrameColumns.of(named.length == 0 ? schema : renamed(schema, columns.get(), named), columns.get());
    }

    /** The frame as if its columns had the names that the model knows. */
    private static StructType renamed(StructType schema, List<TableColumn> columns, String... named) {
        List<String> known = columns.stream().map(TableColumn::name).toList();
        if (named.length != known.size()) {
            known = known.stream().map(InputCols::cell).distinct().toList();
        }
        List<String> frame = Arrays.asList(schema.fieldNames());
        List<String> missing =
                Arrays.stream(named).filter(name -> !frame.contains(name)).toList();
        if (!missing.isEmpty() || named.length != known.size()) {
            throw new BadInputException(
                    missing.isEmpty()
                            ? "setInputCols names %d columns, the model takes %d: %s"
                                    .formatted(named.length, known.size(), String.join(", ", known))
                            : "the frame has no columns %s".formatted(missing));
        }
        StructType renamed = new StructType();
        for (StructField field : schema.fields()) {
            int place = Arrays.asList(named).indexOf(field.name());
            // A column that is not named is none of the model's, whatever it is called.
            renamed = renamed.add(place >= 0 ? known.get(place) : "\0" + field.name(), field.dataType());
        }
        return renamed;
    }

    /** The column whose cells hold a column of the model. */
    private static String cell(String column) {
        VectorCells.Place part = VectorCells.parse(column);
        return part == null ? column : part.column();
    }
}
