package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.file.FolderTree;
import io.diabolo.jobs.report.StudyReport;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.HistoryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What trainings leave in folders. */
public final class TrainedFolders {

    /** Name of the sheet with reconstructions, in a model's folder. */
    public static final String SHEET = TrainingRun.SHEET;

    /** Name of the report, in a study's folder. */
    public static final String REPORT = StudyReport.FILE;

    /** Name of the curves, in a model's folder. */
    public static final String HISTORY = HistoryListener.FILE;

    /** The description goes first: without it nothing that is left is taken for a model. */
    private static final List<String> FILES = List.of(
            "config.json",
            "model.safetensors",
            SavedTraining.FINISHED,
            SavedTraining.UNFINISHED,
            HISTORY,
            SHEET,
            "README.md");

    private static final List<String> FOLDERS = List.of("prior", "tensorboard");

    private TrainedFolders() {}

    /** Whether a folder holds a model. */
    public static boolean isModel(Path folder) {
        return ModelFolder.exists(folder);
    }

    /** Whether a folder holds a training that can be continued. */
    public static boolean isUnfinished(Path folder) {
        return TrainingFolder.unfinished(folder).isPresent();
    }

    /** Whether a folder holds a study that came to its end. */
    public static boolean isStudy(Path folder) {
        return SavedStudy.exists(folder) && !SavedStudy.isUnfinished(folder);
    }

    /** Whether a folder holds a study that can be continued. */
    public static boolean isUnfinishedStudy(Path folder) {
        return SavedStudy.isUnfinished(folder);
    }

    /** The path of the data that the training or study in a folder reads; empty for the embedded glyphs and where it is not known. */
    public static Optional<Path> data(Path folder) {
        if (SavedStudy.exists(folder)) {
            return Optional.ofNullable(SavedStudy.read(folder).data()).map(Path::of);
        }
        return SavedTraining.read(folder, SavedTraining.FINISHED)
                .or(() -> SavedTraining.read(folder, SavedTraining.UNFINISHED))
                .map(SavedTraining::data)
                .map(Path::of);
    }

    /**
     * Deletes a model: the files that a training wrote and no others, then the folder if nothing else is in it.
     *
     * @throws BadInputException if the folder holds no model, or somebody writes into it
     * @throws OutputException if a file cannot be deleted
     */
    public static void delete(Path folder) {
        if (!isModel(folder) && !Checkpoint.exists(folder)) {
            throw new BadInputException("%s holds no model: nothing was deleted".formatted(folder));
        }
        try (FolderLock lock = FolderLock.acquire(folder)) {
            for (String name : FILES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            CheckpointListener.remove(folder);
            for (String name : FOLDERS) {
                deleteTree(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new OutputException("%s cannot be deleted: %s".formatted(folder, e), e);
        }
        deleteIfEmpty(folder);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        FolderTree.delete(folder);
    }

    private static void deleteIfEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new OutputException("%s is empty and cannot be deleted: %s".formatted(folder, e), e);
        }
    }
}
