package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.jobs.report.StudyReport;
import io.diabolo.json.Json;
import io.diabolo.study.StudyPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a study follows from, so that its folder is enough to continue it: {@code study-request.json}.
 *
 * @param data the absolute path of the data; null for the embedded glyphs
 * @param reading how the data is read
 * @param grid what is trained
 * @param notes remarks on the options
 * @param command the words that start the study, for the reader
 */
record SavedStudy(
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        DataReading reading,
        StudyPlan grid,
        List<String> notes,
        List<String> command) {

    private static final String FILE = "study-request.json";

    SavedStudy {
        notes = List.copyOf(notes);
        command = List.copyOf(command);
    }

    static SavedStudy read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!exists(folder)) {
            throw new BadInputException(
                    "%s holds no study to resume; start one with ./diabolo study --out %s".formatted(folder, folder));
        }
        return SavedRequests.read(file, SavedStudy.class);
    }

    /** Whether a folder holds a study, finished or not. */
    static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** Whether a folder holds a study that has no report yet, which is written last. */
    static boolean isUnfinished(Path folder) {
        return exists(folder) && !Files.isRegularFile(folder.resolve(StudyReport.FILE));
    }

    SavedStudy withGrid(StudyPlan newGrid) {
        return new SavedStudy(data, reading, newGrid, notes, command);
    }

    void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), Json.text(this) + "\n");
    }
}
