package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.Dataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.RegionOfInterest;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.PictureFiles;
import io.diabolo.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code detection.json} in a detector's folder says about the data: how it was read, so that other data is read alike.
 *
 * @param data the path from the file system's root; null for the embedded pictures
 * @param reading how it was read
 * @param normal the label of normal samples; null where all were
 * @param roi the name of the file in the folder that is bright where the detector looks; null where it looks everywhere
 * @param command the words of the command line
 */
record SavedDetector(
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        DataReading reading,
        @JsonSetter(nulls = Nulls.SET) @Nullable String normal,
        @JsonSetter(nulls = Nulls.SET) @Nullable String roi,
        List<String> command) {

    static final String FILE = "detection.json";
    static final String ROI = "roi.png";

    SavedDetector {
        command = List.copyOf(command);
    }

    void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), Json.text(this) + "\n");
    }

    /** Of a folder without that file, as a program may have saved it: data is read as it comes. */
    static SavedDetector read(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file)
                ? SavedRequests.read(file, SavedDetector.class)
                : new SavedDetector(null, DataReading.defaults(), null, null, List.of());
    }

    /** Where the detector in that folder looks; empty where it looks everywhere. */
    Optional<RegionOfInterest> region(Path folder) {
        return Optional.ofNullable(roi).map(name -> RegionOfInterest.of(PictureFiles.read(folder.resolve(ROI))));
    }

    /** What the detector in that folder sees of pictures. */
    private Dataset seen(Path folder, Dataset data) {
        return region(folder).map(region -> region.of(data)).orElse(data);
    }

    /**
     * Other data, as the detector takes it.
     *
     * @param folder the detector's
     */
    Dataset open(Path folder, Path path, AnomalyDetector detector, DataReading extra, JobControl control) {
        DataReading own = new DataReading(
                reading.size(),
                reading.gray(),
                extra.strict(),
                null,
                null,
                extra.limit(),
                new DataReading.Columns(
                        extra.table().target() == null ? null : extra.table().target(),
                        List.of(),
                        List.of(),
                        List.of(),
                        reading.table().scaling()),
                reading.series());
        return seen(folder, ModelData.whole(path, detector.preprocessing(), own.options(), control::note));
    }

    /** The samples that the detector was fitted to; empty where they are not there any more. */
    Optional<Dataset> fittedTo(Path folder, AnomalyDetector detector, JobControl control) {
        if (data != null && !Files.exists(Path.of(data))) {
            return Optional.empty();
        }
        Dataset all = new DataChoice(data, reading).whole(note -> {});
        Dataset used = seen(folder, NormalLabel.only(all, normal));
        if (!used.hash().equals(detector.report().dataHash())) {
            control.note("%s is not any more what the detector was fitted to".formatted(data));
            return Optional.empty();
        }
        return Optional.of(used);
    }
}
