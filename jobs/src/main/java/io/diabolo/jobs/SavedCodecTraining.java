package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.data.Photographs;
import io.diabolo.error.BadInputException;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the training of a codec follows from, so that it can be continued: {@code checkpoint.json} beside a checkpoint,
 * {@code training.json} beside the codec that came of it.
 *
 * @param data the absolute paths of folders with photographs
 * @param groupBy finds the group of a picture; null for no groups
 * @param from the codec folder whose weights it begins with, or the shipped codec's name; null for the Karhunen-Loeve transform
 * @param crop pixels a side of what a step sees
 * @param name of the codec
 * @param architecture of the codec
 * @param plan of the training
 * @param command the arguments of {@code ./diabolo}, for the reader
 */
record SavedCodecTraining(
        List<String> data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
        @JsonSetter(nulls = Nulls.SET) @Nullable String from,
        int crop,
        String name,
        CompressionConfig architecture,
        TrainingPlan plan,
        List<String> command) {

    private static final int LARGEST_CROP = 1024;

    SavedCodecTraining {
        data = List.copyOf(data);
        command = List.copyOf(command);
        if (crop < 64 || crop > LARGEST_CROP || crop % CompressionConfig.BLOCK != 0) {
            throw new BadInputException(
                    "--crop must be a multiple of 16 from 64 to %d, was %d".formatted(LARGEST_CROP, crop));
        }
        if (groupBy != null) {
            DataReading.pattern(groupBy);
        }
    }

    /** The same training, whichever way it was written down. */
    boolean sameAs(SavedCodecTraining other) {
        return equals(new SavedCodecTraining(
                other.data,
                other.groupBy,
                other.from,
                other.crop,
                other.name,
                other.architecture,
                other.plan,
                command));
    }

    Photographs load() {
        return Photographs.read(
                data.stream().map(Path::of).toList(), crop, groupBy == null ? null : DataReading.pattern(groupBy));
    }

    /** Whether it begins as the shipped codec. */
    boolean fromPhoto() {
        return CodecTrainRequest.PHOTO.equals(from);
    }

    /** What a checkpoint must agree with, beside plan and data. */
    Setup setup() {
        return new Setup(architecture, crop);
    }

    SavedCodecTraining withPlan(TrainingPlan newPlan) {
        return new SavedCodecTraining(data, groupBy, from, crop, name, architecture, newPlan, command);
    }

    static Optional<SavedCodecTraining> read(Path folder, String name) {
        return SavedRequests.find(folder.resolve(name), "crop", SavedCodecTraining.class);
    }

    record Setup(CompressionConfig architecture, int crop) {}
}
