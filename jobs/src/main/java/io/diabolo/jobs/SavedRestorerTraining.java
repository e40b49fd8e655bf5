package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.Photographs;
import io.diabolo.restore.ShippedNetworks;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the training of a restorer follows from, so that it can be continued: {@code checkpoint.json} beside a checkpoint,
 * {@code training.json} beside the restorer that came of it.
 *
 * @param data the absolute paths of folders with clean pictures
 * @param groupBy finds the group of a picture; null for no groups
 * @param task what it learns
 * @param from {@link RestorerTrainRequest#SHIPPED}, or the folder of the restorer it begins with; null for a fresh network
 * @param cropSide pixels a side of what a step sees
 * @param plan of the training
 * @param command the arguments of {@code ./diabolo}, for the reader
 */
record SavedRestorerTraining(
        List<String> data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
        RestoringTask task,
        @JsonSetter(nulls = Nulls.SET) @Nullable String from,
        int cropSide,
        TrainingPlan plan,
        List<String> command) {

    SavedRestorerTraining {
        data = List.copyOf(data);
        command = List.copyOf(command);
        task.requireCrop(cropSide);
        if (groupBy != null) {
            DataReading.pattern(groupBy);
        }
    }

    /** The same training, whichever way it was written down. */
    boolean sameAs(SavedRestorerTraining other) {
        return equals(new SavedRestorerTraining(
                other.data, other.groupBy, other.task, other.from, other.cropSide, other.plan, command));
    }

    SavedRestorerTraining withPlan(TrainingPlan newPlan) {
        return new SavedRestorerTraining(data, groupBy, task, from, cropSide, newPlan, command);
    }

    /** What it begins with; empty for a fresh network. */
    Optional<RestorerFile> start() {
        if (from == null) {
            return Optional.empty();
        }
        return Optional.of(
                from.equals(RestorerTrainRequest.SHIPPED)
                        ? ShippedNetworks.like(task.network())
                        : RestorerFile.read(Path.of(from)));
    }

    Photographs load() {
        return Photographs.read(
                data.stream().map(Path::of).toList(), cropSide, groupBy == null ? null : DataReading.pattern(groupBy));
    }

    /** What a checkpoint must agree with, beside plan and data. */
    Setup setup() {
        return new Setup(task, cropSide);
    }

    static Optional<SavedRestorerTraining> read(Path folder, String name) {
        return SavedRequests.find(folder.resolve(name), "crop_side", SavedRestorerTraining.class);
    }

    record Setup(RestoringTask task, int cropSide) {}
}
