package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.HistoryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a training that other machines compute. Nobody else writes into it; it takes their checkpoints and at the end their
 * model, and is whole at any moment.
 */
public final class RemoteTraining implements AutoCloseable {

    /** What a training is continued from; the checkpoint itself comes last, as it is what says that there is one. */
    private static final List<String> CHECKPOINT =
            List.of(HistoryListener.FILE, SavedTraining.UNFINISHED, Checkpoint.FILE);

    /** What a finished training leaves beside its model. */
    private static final List<String> BESIDE = List.of(SavedTraining.FINISHED, TrainingRun.CARD, HistoryListener.FILE);

    private final Path out;
    private final FolderLock lock;
    private final boolean resumes;

    private RemoteTraining(Path out, FolderLock lock, boolean resumes) {
        this.out = out;
        this.lock = lock;
        this.resumes = resumes;
    }

    /** @throws BadInputException if what the folder holds is not what the request expects, or somebody else writes there */
    public static RemoteTraining open(Output output) {
        FolderLock lock = FolderLock.acquire(output.path());
        try {
            boolean resumes =
                    TrainingFolder.decide(output, TrainingFolder.MODEL).isPresent();
            return new RemoteTraining(output.path(), lock, resumes);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The first step is near: a checkpoint of a training that is not continued goes. */
    public void begin() {
        if (!resumes) {
            CheckpointListener.remove(out);
            SavedTraining.removeUnfinished(out);
        }
    }

    /** The files from which a training goes on, wherever it was computed; none where it begins anew. */
    public static List<Path> checkpoint(Path folder) {
        return Checkpoint.exists(folder)
                ? CHECKPOINT.stream().map(folder::resolve).toList()
                : List.of();
    }

    /** The files of this folder from which the training goes on; none where it begins anew. */
    public List<Path> checkpoint() {
        return checkpoint(out);
    }

    /** How many steps a checkpoint of this folder has behind it; 0 where there is none. */
    public long step() {
        return Checkpoint.exists(out) ? Checkpoint.describe(out).step() : 0;
    }

    /** Takes the files of a checkpoint from another folder, which must be whole. */
    public void keepCheckpoint(Path from) {
        checkpoint(from).forEach(this::keep);
    }

    /** The files of a finished training: the model, its card, its curves. */
    public static List<Path> model(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw AtomicFiles.failure(folder, e);
        }
    }

    /**
     * Takes what a finished training left in another folder.
     *
     * @throws io.diabolo.error.CorruptFileException if the model is damaged; this folder is as it was then
     */
    public void keepModel(Path from) {
        try (TrainedModel model = TrainedModel.load(from, Device.CPU)) {
            model.save(out); // a model that is there is replaced in a way that a kill cannot break
        }
        for (String name : BESIDE) {
            keep(from.resolve(name));
        }
        CheckpointListener.remove(out);
        SavedTraining.removeUnfinished(out);
    }

    private void keep(Path file) {
        AtomicFiles.write(out.resolve(file.getFileName()), target -> Files.copy(file, target));
    }

    @Override
    public void close() {
        lock.close();
    }
}
