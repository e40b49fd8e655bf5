package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.compress.folder.CodecFolder;
import io.diabolo.compress.folder.ExportedCodec;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.error.BadInputException;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the training of a picture codec.
 *
 * @param output where the codec goes
 * @param data folders with photographs
 * @param groupBy a regular expression that finds in a picture's path below its folder the group that is not cut by the split;
 *     null for no groups
 * @param name of the codec; null for that of the folder
 * @param from the codec folder whose weights it begins with, or {@value #PHOTO} for the shipped codec; null for a fresh one
 * @param steps how it learns
 * @param command the arguments of {@code ./diabolo} that ask the same; empty for none
 */
public record CodecTrainRequest(
        Output output,
        List<String> data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
        @JsonSetter(nulls = Nulls.SET) @Nullable String name,
        @JsonSetter(nulls = Nulls.SET) @Nullable String from,
        Steps steps,
        List<String> command) {

    /** Begins with the shipped codec for photographs. */
    public static final String PHOTO = "photo";

    private static final long DEFAULT_STEPS = 10_000;
    private static final long WARM_UP = 100;
    private static final double CLIP_NORM = 1;
    private static final double AVERAGING = 0.999;

    public CodecTrainRequest {
        data = List.copyOf(data);
        command = List.copyOf(command);
    }

    /**
     * How a codec learns.
     *
     * @param count optimiser steps; null for 10,000, or as many as {@code minutes} has time for
     * @param minutes about how long to train, instead of a number of steps; null for that number
     * @param crop pixels a side of what a step sees
     * @param batch crops a step
     * @param learningRate the largest
     */
    public record Steps(
            @JsonSetter(nulls = Nulls.SET) @Nullable Long count,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double minutes,
            int crop,
            int batch,
            double learningRate,
            PrecisionChoice precision,
            long seed) {

        private static final int CROP = 256;
        private static final int BATCH = 8;
        private static final double LEARNING_RATE = 1e-3;

        /** What suits most photographs. */
        public static Steps auto() {
            return new Steps(null, null, CROP, BATCH, LEARNING_RATE, PrecisionChoice.AUTO, 0);
        }

        public Steps {
            if (count != null && minutes != null) {
                throw new BadInputException("--steps and --minutes both say how long to train: leave one out");
            }
            if ((count != null && count < 1) || (minutes != null && !(minutes > 0))) {
                throw new BadInputException("--steps must be 1 or more, --minutes more than 0");
            }
        }
    }

    /**
     * Checks that a request to continue says nothing else than what is continued.
     *
     * @throws BadInputException if it does
     */
    void requireSame(SavedCodecTraining saved) {
        if (new CodecTrainRequest(output, List.of(), null, null, null, Steps.auto(), command).equals(this)) {
            return;
        }
        if (data.isEmpty() || !saved.sameAs(resolvedLike(saved))) {
            throw new BadInputException(
                    "the options differ from those of the training in %s: repeat them, or give --resume and --out alone"
                            .formatted(output.folder()));
        }
    }

    /** Minutes were turned into steps when the training began. */
    private SavedCodecTraining resolvedLike(SavedCodecTraining saved) {
        SavedCodecTraining asked = resolve();
        return steps.minutes() == null
                ? asked
                : asked.withPlan(asked.plan().withSteps(saved.plan().length().steps()));
    }

    /** With nothing left open but the number of steps, where minutes were asked for. */
    SavedCodecTraining resolve() {
        if (data.isEmpty()) {
            throw new BadInputException("--data is missing: name a folder with photographs");
        }
        String chosen = name == null
                ? String.valueOf(output.path().toAbsolutePath().normalize().getFileName())
                : name;
        CodecFolder.requireName(chosen);
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(steps.count() == null ? DEFAULT_STEPS : steps.count())
                .withBatch(steps.batch())
                .with(TrainingPlan.Optimization.auto()
                        .withLearningRate(steps.learningRate())
                        .withSchedule(Schedule.COSINE, WARM_UP)
                        .withClipNorm(CLIP_NORM)
                        .withAveraging(AVERAGING))
                .withPatience(0)
                .withPrecision(steps.precision().ofUse())
                .withSeed(steps.seed());
        return new SavedCodecTraining(
                data.stream().map(CodecTrainRequest::absolute).toList(),
                groupBy,
                from == null || from.equals(PHOTO) ? from : absolute(from),
                steps.crop(),
                chosen,
                architecture(),
                plan,
                command);
    }

    private CompressionConfig architecture() {
        if (from == null) {
            return CompressionConfig.photo();
        }
        return from.equals(PHOTO) ? ExportedCodec.photo().config() : CodecFolder.describe(Path.of(from));
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
