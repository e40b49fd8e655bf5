package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.preprocess.Scaling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few choices that most detectors need; what is null suits the data.
 *
 * @param falseAlarms the promised share of normal samples that count as abnormal, in (0, 1)
 * @param target the column of a table that holds labels
 * @param normal the label of the normal samples; null where all are
 * @param ignore columns of a table that are left out
 * @param steps of each training, at most 10,000,000
 * @param size {@code WxH} that pictures are brought to
 * @param gray whether colour is dropped
 */
@JsonTypeName("detector")
public record DetectorWish(
        @JsonSetter(nulls = Nulls.SET) @Nullable Double falseAlarms,
        @JsonSetter(nulls = Nulls.SET) @Nullable String target,
        @JsonSetter(nulls = Nulls.SET) @Nullable String normal,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> ignore,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long steps,
        @JsonSetter(nulls = Nulls.SET) @Nullable String size,
        @JsonSetter(nulls = Nulls.SET) @Nullable Boolean gray)
        implements Wish {

    public DetectorWish {
        ignore = ignore == null ? null : List.copyOf(ignore);
        WishLimits.requireLength(null, steps);
        WishLimits.requireSize(size);
        WishLimits.require(
                falseAlarms == null || (falseAlarms > 0 && falseAlarms < 1),
                "the promised rate of false alarms must be above 0 and below 1",
                falseAlarms);
    }

    /**
     * The request that it stands for.
     *
     * @param data a file or folder; null for the embedded glyphs
     */
    public DetectFitRequest into(Path folder, @Nullable Path data) {
        DataReading reading = DataReading.ofPictures(size, Boolean.TRUE.equals(gray))
                .with(new DataReading.Columns(
                        target, ignore == null ? List.of() : ignore, List.of(), List.of(), Scaling.STANDARD));
        DetectChoice choice = DetectChoice.auto();
        choice = falseAlarms == null ? choice : choice.withFalseAlarms(falseAlarms);
        return new DetectFitRequest(
                new DataChoice(data == null ? null : data.toString(), reading),
                normal,
                null,
                folder.toString(),
                false,
                steps == null ? choice : choice.withSteps(steps),
                List.of());
    }
}
