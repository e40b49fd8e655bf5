package io.diabolo.jobs;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.detect.RegionOfInterest;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Pictures as a model or a detector takes them, each by itself, so that any machine of a cluster can read some. */
public final class PictureIntake {

    private final Optional<RegionOfInterest> region;

    private PictureIntake(Optional<RegionOfInterest> region) {
        this.region = region;
    }

    /** @param folder of a model or a detector; what its region of interest hides is hidden */
    public static PictureIntake of(Path folder) {
        return new PictureIntake(SavedDetector.read(folder).region(folder));
    }

    /** Whether samples are pictures whose size and channels can be changed. */
    public static boolean takesPictures(Preprocessing preprocessing) {
        return ModelData.isPictures(preprocessing);
    }

    /**
     * The pictures of a cluster's request, by their paths below the folder that all have in common, with {@code /}.
     *
     * @param inputs pictures, and folders of them
     * @param notes learns what is passed over
     * @return where each is, as all machines know it
     * @throws io.diabolo.error.BadInputException if an input does not exist, or is no path
     */
    public static Map<String, Path> named(List<String> inputs, Consumer<String> notes) {
        List<Path> paths = inputs.stream().map(CodingOnCluster::seen).toList();
        Map<String, Path> named = new LinkedHashMap<>();
        FilePairs.sources(paths, PassedOver.noted(notes))
                .forEach((file, below) -> named.put(ArchiveFilling.name(below), file));
        return named;
    }

    /**
     * Reads a picture and brings it to the model's size and channels.
     *
     * @throws io.diabolo.error.BadInputException if there is none, or it is too large
     * @throws io.diabolo.error.CorruptFileException if it does not decode
     */
    public Picture read(Path file, ArrayPreprocessing preprocessing) {
        return preprocessing.fit(PictureFiles.readFor(size(preprocessing), file));
    }

    /**
     * As the other, of the bytes of a file.
     *
     * @param name of the picture, for messages
     */
    public Picture read(String name, byte[] content, ArrayPreprocessing preprocessing) {
        return preprocessing.fit(PictureFiles.readFor(size(preprocessing), name, content));
    }

    private static Size size(ArrayPreprocessing preprocessing) {
        return new Size(preprocessing.shape().width(), preprocessing.shape().height());
    }

    /** @param pictures at least one, as {@link #read} gives them */
    public Dataset dataset(List<Picture> pictures) {
        Dataset data = ByteDataset.of("pictures", pictures);
        return region.map(seen -> seen.of(data)).orElse(data);
    }
}
