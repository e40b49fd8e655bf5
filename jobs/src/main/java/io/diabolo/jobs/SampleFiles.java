package io.diabolo.jobs;

import io.diabolo.data.Npy;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes samples that a model has made, as they come: pictures as PNG, all others as rows of a table in the data's units. */
final class SampleFiles {

    /** More pictures are one array: a folder of a million files helps nobody. */
    private static final long MOST_PICTURES = 10_000;

    private final Path out;
    private final Preprocessing preprocessing;

    SampleFiles(Path out, Preprocessing preprocessing) {
        this.out = out;
        this.preprocessing = preprocessing;
    }

    /**
     * Writes samples.
     *
     * @param count how many there are
     * @param samples hands them over: model values [n, C, *S]
     * @return the file; of pictures the first one
     */
    String write(String name, long count, Consumer<Consumer<float[]>> samples) {
        if (!isPictures()) {
            Path file = out.resolve(name + "s.csv");
            RowFiles.writeRows(
                    file,
                    columns(),
                    rows -> samples.accept(
                            values -> IntStream.range(0, size(values)).forEach(i -> rows.accept(row(values, i)))));
            return file.toString();
        }
        ArrayPreprocessing arrays = preprocessing.asArrays();
        if (count > MOST_PICTURES) {
            Path file = out.resolve(name + "s.npy");
            Npy.writeBytes(
                    file,
                    count,
                    preprocessing.shape().sizes(),
                    bytes -> samples.accept(values -> IntStream.range(0, size(values))
                            .forEach(i ->
                                    bytes.accept(arrays.toPicture(values, i).pixels()))));
            return file.toString();
        }
        int digits = Long.toString(count).length();
        int[] number = new int[1];
        samples.accept(values -> {
            for (int i = 0; i < size(values); i++) {
                PictureFiles.write(numbered(name, ++number[0], digits), arrays.toPicture(values, i));
            }
        });
        return numbered(name, 1, digits).toString();
    }

    private Path numbered(String name, int number, int digits) {
        return out.resolve("%s-%s.png"
                .formatted(name, "0".repeat(digits - Integer.toString(number).length()) + number));
    }

    boolean isPictures() {
        return preprocessing instanceof ArrayPreprocessing
                && preprocessing.shape().isPicture();
    }

    private int size(float... values) {
        return values.length / preprocessing.shape().elements();
    }

    /** The pictures of samples in model values. */
    List<Picture> pictures(float... values) {
        ArrayPreprocessing arrays = preprocessing.asArrays();
        return IntStream.range(0, size(values))
                .mapToObj(i -> arrays.toPicture(values, i))
                .toList();
    }

    /** Those of a row, of samples that are no pictures. */
    List<TableColumn> columns() {
        if (preprocessing instanceof TablePreprocessing table) {
            return table.tableColumns();
        }
        SampleShape shape = preprocessing.shape();
        List<String> channels = preprocessing instanceof SeriesPreprocessing series ? series.channelNames() : List.of();
        return RowFiles.windowNames(shape.elements(), channels).stream()
                .map(TableColumn::number)
                .toList();
    }

    /** A sample in the units of the data. */
    double[] row(float[] values, int index) {
        if (preprocessing instanceof TablePreprocessing table) {
            return table.decode(values, index);
        }
        int elements = preprocessing.shape().elements();
        float[] sample = Arrays.copyOfRange(values, index * elements, (index + 1) * elements);
        double[] row = new double[elements];
        if (preprocessing instanceof SeriesPreprocessing series) {
            series.toRaw(sample);
            Arrays.setAll(row, i -> sample[i]);
        } else {
            ArrayPreprocessing arrays = preprocessing.asArrays();
            Arrays.setAll(row, i -> sample[i] * arrays.scale() + arrays.offset());
        }
        return row;
    }
}
