package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Samples that a model has made.
 *
 * @param pictures how many pictures; null for rows
 * @param rows how many rows of a table or series, or windows; null for pictures
 * @param folder of pictures; null for rows
 * @param file of rows; null for pictures
 * @param sheet the picture with the first ones beside their originals; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SamplesOutcome(
        @Nullable Integer pictures,
        @Nullable Integer rows,
        @Nullable String folder,
        @Nullable String file,
        @Nullable String sheet) {

    static SamplesOutcome ofPictures(int count, String folder, @Nullable String sheet) {
        return new SamplesOutcome(count, null, folder, null, sheet);
    }

    static SamplesOutcome ofRows(int count, String file) {
        return new SamplesOutcome(null, count, null, file, null);
    }

    /** For a reader. */
    public String text() {
        if (pictures == null) {
            return "%,d rows in %s%n".formatted(rows, file);
        }
        return sheet == null
                ? "%,d pictures in %s%n".formatted(pictures, folder)
                : "%,d pictures in %s, the first of them beside their originals in %s%n"
                        .formatted(pictures, folder, sheet);
    }
}
