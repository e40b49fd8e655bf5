package io.diabolo.jobs;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Data as a trained model takes it: its size and channels, its columns and categories. */
final class ModelData {

    private ModelData() {}

    /**
     * Opens data and splits it.
     *
     * @param path null for the embedded glyphs
     * @throws BadInputException if the data is of another kind than the model's
     */
    static LoadedData open(@Nullable Path path, Preprocessing preprocessing, DataOptions options) {
        DataOptions fitted = options(preprocessing, options);
        LoadedData data =
                path == null ? DataSource.glyphs(fitted) : DataSource.openFor(path, preprocessing.format(), fitted);
        requireKind(data.test(), preprocessing);
        return data;
    }

    /** Opens data as one dataset; fails as {@link #open} does. */
    static Dataset whole(Path path, Preprocessing preprocessing, DataOptions options, Consumer<String> notes) {
        Dataset data = DataSource.openWholeFor(path, preprocessing.format(), options, notes);
        requireKind(data, preprocessing);
        return data;
    }

    /** How data is read for a model: its own size and channels, which travel with it. */
    static DataOptions options(Preprocessing preprocessing, DataOptions options) {
        SampleShape shape = preprocessing.shape();
        boolean pictures = isPictures(preprocessing);
        return options.withSize(pictures ? new Size(shape.width(), shape.height()) : null)
                .withGray(pictures && shape.channels() == 1);
    }

    /** Whether a model takes pictures, whose size and channels can be changed. */
    static boolean isPictures(Preprocessing preprocessing) {
        return preprocessing instanceof ArrayPreprocessing arrays
                && arrays.bytes()
                && preprocessing.shape().isPicture();
    }

    private static void requireKind(Dataset data, Preprocessing preprocessing) {
        if (preprocessing instanceof ArrayPreprocessing arrays && data.isBytes() != arrays.bytes()) {
            throw new BadInputException("%s holds %s, the model was trained on %s"
                    .formatted(data.name(), kind(data.isBytes()), kind(arrays.bytes())));
        }
        if (!(preprocessing instanceof TablePreprocessing) && !data.shape().equals(preprocessing.shape())) {
            throw new BadInputException("%s holds samples %s, the model takes %s"
                    .formatted(data.name(), data.shape(), preprocessing.shape()));
        }
    }

    private static String kind(boolean bytes) {
        return bytes ? "pictures (bytes)" : "arrays of floats";
    }
}
