package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few choices that most studies need; what is null suits the data.
 *
 * @param models names of {@link io.diabolo.study.StudyModel}, at most 6
 * @param latents sizes of the code, at most 16
 * @param seeds how many trainings of each, 1 to 20
 * @param minutes about how long all of it takes, at most a day; not with {@code steps}
 * @param steps of each training, at most 10,000,000
 * @param size {@code WxH} that pictures are brought to
 * @param gray whether colour is dropped
 * @param language of the report
 */
@JsonTypeName("study")
public record StudyWish(
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> models,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<Integer> latents,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer seeds,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double minutes,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long steps,
        @JsonSetter(nulls = Nulls.SET) @Nullable String size,
        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean gray,
        @JsonSetter(nulls = Nulls.SET) StudyRequest.@Nullable Language language)
        implements Wish {

    private static final int MOST_MODELS = 6;
    private static final int MOST_LATENTS = 16;
    private static final int MOST_SEEDS = 20;

    public StudyWish {
        models = models == null ? null : List.copyOf(models);
        latents = latents == null ? null : List.copyOf(latents);
        WishLimits.requireLength(minutes, steps);
        WishLimits.requireSize(size);
        WishLimits.require(
                models == null || models.size() <= MOST_MODELS, "a study here has at most 6 kinds of model", models);
        WishLimits.require(
                latents == null || (!latents.isEmpty() && latents.size() <= MOST_LATENTS),
                "a study here has 1 to 16 sizes of the code",
                latents);
        WishLimits.require(seeds == null || (seeds >= 1 && seeds <= MOST_SEEDS), "seeds must be 1 to 20", seeds);
    }

    /** All as it suits the data. */
    public static StudyWish auto() {
        return new StudyWish(null, null, null, null, null, null, null, null);
    }

    /**
     * The request that it stands for.
     *
     * @param data a file or folder; null for the embedded glyphs
     */
    public StudyRequest into(Path folder, @Nullable Path data) {
        PlanChoice auto = PlanChoice.auto();
        PlanChoice plan = new PlanChoice(
                new PlanChoice.Length(null, steps, minutes, null),
                auto.batch(),
                auto.optimization(),
                auto.noise(),
                auto.precision(),
                null);
        return new StudyRequest(
                Output.to(folder),
                new DataChoice(
                        data == null ? null : data.toString(), DataReading.ofPictures(size, Boolean.TRUE.equals(gray))),
                new StudyRequest.Grid(models == null ? List.of() : models, latents, seeds == null ? 1 : seeds, null),
                plan,
                language == null ? StudyRequest.Language.EN : language,
                List.of());
    }
}
