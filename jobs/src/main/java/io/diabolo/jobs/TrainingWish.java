package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.corrupt.CorruptionText;
import io.diabolo.model.bottleneck.VariationalConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few choices that most trainings need; what is null suits the data.
 *
 * @param kind of the body
 * @param latent how many numbers the code has
 * @param variational whether it is a variational autoencoder, with {@code beta} 1
 * @param corruption of the input, as {@code ./diabolo train} takes it: {@code gaussian:50}
 * @param minutes about how long, at most a day; not with {@code steps}
 * @param steps how many, at most 10,000,000
 * @param size {@code WxH} that pictures are brought to
 * @param gray whether colour is dropped
 * @param seed of all random numbers
 */
@JsonTypeName("training")
public record TrainingWish(
        @JsonSetter(nulls = Nulls.SET) ModelChoice.@Nullable Kind kind,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer latent,
        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean variational,
        @JsonSetter(nulls = Nulls.SET) @Nullable String corruption,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double minutes,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long steps,
        @JsonSetter(nulls = Nulls.SET) @Nullable String size,
        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean gray,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long seed)
        implements Wish {

    private static final int MOST_LATENT = 4_096;

    public TrainingWish {
        WishLimits.requireLength(minutes, steps);
        WishLimits.requireSize(size);
        WishLimits.require(
                latent == null || (latent >= 1 && latent <= MOST_LATENT), "latent must be 1 to 4,096", latent);
        if (corruption != null) {
            CorruptionText.parse(corruption);
        }
    }

    /** All as it suits the data. */
    public static TrainingWish auto() {
        return new TrainingWish(null, null, null, null, null, null, null, null, null);
    }

    public TrainingWish withSteps(long count) {
        return new TrainingWish(kind, latent, variational, corruption, null, count, size, gray, seed);
    }

    /** As a variational autoencoder. */
    public TrainingWish asVariational() {
        return new TrainingWish(kind, latent, true, corruption, minutes, steps, size, gray, seed);
    }

    public TrainingWish withLatent(int count) {
        return new TrainingWish(kind, count, variational, corruption, minutes, steps, size, gray, seed);
    }

    /**
     * The request that it stands for.
     *
     * @param data a file or folder; null for the embedded glyphs
     */
    public TrainRequest into(Path folder, @Nullable Path data) {
        ModelChoice model = new ModelChoice(
                kind,
                null,
                latent,
                Boolean.TRUE.equals(variational) ? VariationalConfig.defaults() : null,
                null,
                null,
                false);
        PlanChoice auto = PlanChoice.auto();
        PlanChoice plan = new PlanChoice(
                new PlanChoice.Length(null, steps, minutes, null),
                auto.batch(),
                auto.optimization(),
                new PlanChoice.Noise(corruption == null ? null : CorruptionText.parse(corruption), null),
                auto.precision(),
                seed);
        return new TrainRequest(
                Output.to(folder),
                new DataChoice(
                        data == null ? null : data.toString(), DataReading.ofPictures(size, Boolean.TRUE.equals(gray))),
                model,
                plan,
                null,
                List.of());
    }
}
