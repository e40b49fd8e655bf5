package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column of pictures: the bytes of a file in each cell, or its path as the executors know it.
 *
 * @param place of the column
 */
record PictureColumn(String name, int place) implements FrameInput {

    /** What Spark's source {@code binaryFile} calls the bytes of a file. */
    static final String USUAL = "content";

    private static final double MOST_TOGETHER = 128;

    /** Of pictures at the model's size, and of files, that are in a task's memory. */
    private static final double BATCH_BYTES = 1 << 24;

    private static final LoadedOnce<PictureIntake> INTAKES = new LoadedOnce<>(PictureIntake::of);

    /**
     * The column of that name.
     *
     * @param named one; none for {@link #USUAL}
     * @throws BadInputException if the frame has no such column, or one of another kind
     */
    static PictureColumn of(StructType schema, String... named) {
        if (named.length > 1) {
            throw new BadInputException(
                    "the model takes one column, of pictures, where setInputCols names %d".formatted(named.length));
        }
        String name = named.length == 0 ? USUAL : named[0];
        int place = Arrays.asList(schema.fieldNames()).indexOf(name);
        if (place < 0) {
            throw new BadInputException(
                    "the frame has no column '%s': name the one of pictures with setInputCols".formatted(name));
        }
        DataType type = schema.fields()[place].dataType();
        if (!type.equals(DataTypes.BinaryType) && !type.equals(DataTypes.StringType)) {
            throw new BadInputException(
                    "the frame's column '%s' is %s where the model takes pictures: bytes of files (binary) or paths (string)"
                            .formatted(name, type.simpleString()));
        }
        return new PictureColumn(name, place);
    }

    @Override
    public double share(Row row, Preprocessing preprocessing) {
        int file = row.get(place) instanceof byte[] bytes ? bytes.length : 0;
        return Math.max(1 / MOST_TOGETHER, (preprocessing.shape().elements() + file) / BATCH_BYTES);
    }

    @Override
    public Taken taken(List<Row> rows, FolderFiles folder, Preprocessing preprocessing) {
        PictureIntake intake = INTAKES.of(folder);
        ArrayPreprocessing arrays = preprocessing.asArrays();
        List<Picture> good = new ArrayList<>();
        List<@Nullable String> problems = new ArrayList<>();
        for (Row row : rows) {
            try {
                good.add(read(row.get(place), intake, arrays));
                problems.add(null);
            } catch (BadInputException | CorruptFileException | InvalidPathException e) {
                problems.add(e.getMessage());
            }
        }
        return new Taken(good.isEmpty() ? null : intake.dataset(good), problems);
    }

    private Picture read(@Nullable Object cell, PictureIntake intake, ArrayPreprocessing preprocessing) {
        if (cell == null) {
            throw new BadInputException("column '%s' is empty".formatted(name));
        }
        return cell instanceof byte[] bytes
                ? intake.read("column '%s'".formatted(name), bytes, preprocessing)
                : intake.read(Path.of((String) cell), preprocessing);
    }
}
