package io.diabolo.spark;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a detector to the pictures of a frame on the driver, from a temporary folder of their files: as one machine fits it to that folder, in
 * memory or, of more pictures than that holds, from disk.
 *
 * @param size that pictures are brought to; null where all have the same
 * @param most how many pictures are learned from; of more, so many are drawn
 */
record PicturesFit(DetectOptions options, @Nullable Size size, int most) {

    private static final Logger LOG = LoggerFactory.getLogger(PicturesFit.class);

    /**
     * The column of pictures that is learned from; null where it is a table.
     *
     * @param wanted names of columns that are learned from; empty for all
     * @throws BadInputException if bytes are wanted together with other columns; or if nothing is said, and the frame has those of files
     */
    static @Nullable String column(StructType schema, String... wanted) {
        List<String> bytes = Arrays.stream(schema.fields())
                .filter(field -> field.dataType().equals(DataTypes.BinaryType))
                .map(StructField::name)
                .filter(name -> wanted.length == 0
                        ? name.equals(PictureColumn.USUAL)
                        : Arrays.asList(wanted).contains(name))
                .toList();
        if (bytes.isEmpty()) {
            return null;
        }
        if (wanted.length != 1) {
            throw new BadInputException(
                    "the frame's column '%s' holds bytes: name it alone with setInputCols to learn from pictures, or columns without it"
                            .formatted(bytes.get(0)));
        }
        return wanted[0];
    }

    /** @param pictures a frame of one column, the bytes of a file in each row */
    FolderFiles fit(Dataset<Row> pictures) {
        long total = pictures.count(); // Which reads no file.
        Dataset<Row> used = total <= most
                ? pictures
                : pictures.sample(/* withReplacement= */ false, (double) most / total, options.seed())
                        .limit(most);
        return FolderFiles.inFolder(folder -> {
            Path files = folder.resolve("pictures");
            if (write(used.toLocalIterator(), files) == 0) {
                throw new BadInputException(
                        "the frame's column '%s' holds no picture".formatted(pictures.columns()[0]));
            }
            DataOptions reading = DataOptions.defaults().withSize(size);
            try (AnomalyDetector detector =
                    AnomalyDetector.fit(DataSource.openWhole(files, reading, LOG::warn), options)) {
                return FolderFiles.of(detector::save);
            }
        });
    }

    /**
     * Their names say their order; what a file is, is seen in its bytes. Cells that are empty are passed over.
     *
     * @return how many were written
     */
    private static int write(Iterator<Row> pictures, Path folder) {
        int written = 0;
        try {
            Files.createDirectories(folder);
            while (pictures.hasNext()) {
                byte[] content = pictures.next().getAs(0);
                if (content != null) {
                    Files.write(folder.resolve("%d.png".formatted(written++)), content);
                }
            }
            return written;
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
