package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.restoring.training.RestorerFolder;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a folder holds, before a training is begun in it. */
public final class TrainingFolder {

    /** A folder of {@code train}. */
    static final Kind<SavedTraining> MODEL = new Kind<>(
            "a model",
            ModelFolder::exists,
            folder -> SavedTraining.read(folder, SavedTraining.UNFINISHED),
            saved -> "train");

    private TrainingFolder() {}

    /**
     * What a training leaves in its folder.
     *
     * @param result what came of it, in words
     * @param finished whether a folder holds that
     * @param unfinished reads what an unfinished training of this kind can be continued from
     * @param command the words of {@code ./diabolo} that continue it
     */
    record Kind<S>(
            String result,
            Predicate<Path> finished,
            Function<Path, Optional<S>> unfinished,
            Function<S, String> command) {

        Optional<S> read(Path folder) {
            return Checkpoint.exists(folder) ? unfinished.apply(folder) : Optional.empty();
        }
    }

    /** Whether a folder holds a restorer of pictures. */
    public static boolean isRestorer(Path folder) {
        return RestorerFolder.exists(folder);
    }

    /**
     * The unfinished training in a folder, in words.
     *
     * @return {@code "my-model holds an unfinished training (step 10 of 100)"}, or empty where there is none to continue
     */
    public static Optional<String> unfinished(Path folder) {
        return unfinished(folder, MODEL);
    }

    /**
     * As {@link #unfinished(Path)}, of whichever command, or of an unfinished study, with what continues it.
     *
     * @return {@code "my-codec holds an unfinished training (step 10 of 100); go on with: ./diabolo codec train ..."}, or empty
     */
    public static Optional<String> howToGoOn(Path folder) {
        String quoted = Words.quoted(folder.toString());
        if (SavedStudy.isUnfinished(folder)) {
            return Optional.of(
                    "%s holds an unfinished study; go on with: ./diabolo study --resume %s".formatted(folder, quoted));
        }
        return Stream.of(MODEL, CodecTrainingRun.KIND, RestorerTrainingRun.KIND, SignalTrainingRun.KIND)
                .flatMap(kind -> command(folder, kind).stream().flatMap(command -> unfinished(folder, kind).stream()
                        .map(what ->
                                "%s; go on with: ./diabolo %s --resume --out %s".formatted(what, command, quoted))))
                .findFirst();
    }

    private static <S> Optional<String> command(Path folder, Kind<S> kind) {
        return kind.read(folder).map(kind.command);
    }

    private static Optional<String> unfinished(Path folder, Kind<?> kind) {
        return kind.read(folder).map(saved -> {
            Checkpoint at = Checkpoint.describe(folder);
            return "%s holds an unfinished training (step %,d of %,d)".formatted(folder, at.step(), at.totalSteps());
        });
    }

    /**
     * The training to continue; empty for a new one.
     *
     * @throws BadInputException if what the folder holds is not what the request expects
     */
    static <S> Optional<S> decide(Output output, Kind<S> kind) {
        Path folder = output.path();
        switch (output.existing()) {
            case RESUME -> {
                Optional<S> saved = kind.read(folder);
                if (saved.isEmpty()) {
                    throw new BadInputException(
                            "%s holds no unfinished training to resume: leave --resume out".formatted(folder));
                }
                return saved;
            }
            case REFUSE -> requireFree(folder, kind);
            case REPLACE -> {}
        }
        return Optional.empty();
    }

    private static void requireFree(Path folder, Kind<?> kind) {
        unfinished(folder, kind).ifPresent(what -> {
            throw new BadInputException(what + ": --resume continues it, --force starts anew");
        });
        if (Checkpoint.exists(folder)) {
            throw new BadInputException(
                    "%s holds the checkpoint of a training that another program or command began: choose another --out, or replace it with --force"
                            .formatted(folder));
        }
        if (kind.finished().test(folder)) {
            throw new BadInputException(
                    "%s holds %s: choose another --out, or replace it with --force".formatted(folder, kind.result()));
        }
    }
}
