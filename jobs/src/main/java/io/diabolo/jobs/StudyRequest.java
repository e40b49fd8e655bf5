package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a study: models x latent sizes x seeds, measured, compared and judged. The same request continues a study that
 * was interrupted.
 *
 * @param output where it goes; to resume, {@code data}, {@code grid} and {@code plan} are those that the folder has
 * @param data what the models learn
 * @param grid what is trained
 * @param plan how each is trained
 * @param language of the report
 * @param command the words that ask the same on the command line, for the report; empty for none
 */
public record StudyRequest(
        Output output, DataChoice data, Grid grid, PlanChoice plan, Language language, List<String> command) {

    public StudyRequest {
        command = List.copyOf(command);
    }

    /** Of the embedded glyphs. */
    public static StudyRequest into(Path folder) {
        return new StudyRequest(
                Output.to(folder), DataChoice.glyphs(), Grid.auto(), PlanChoice.auto(), Language.EN, List.of());
    }

    /** The same, but the study that the folder holds is continued. */
    public StudyRequest resumed() {
        return new StudyRequest(output.with(Output.Existing.RESUME), data, grid, plan, language, command);
    }

    /** The language of a report. */
    public enum Language {
        EN,
        FR;

        /** By which a report chooses its words and writes its numbers. */
        public Locale locale() {
            return this == FR ? Locale.FRENCH : Locale.ENGLISH;
        }
    }

    /**
     * What is trained.
     *
     * @param models names of {@link io.diabolo.study.StudyModel}; none for the plain ones that the data bears
     * @param latents sizes; null for 2, 4, 8, 16, 32, 64, up to what the data bears
     * @param seeds how many trainings of each, 1 to 1,000, with the plan's seed and those after it
     * @param sideBySide runs at the same time, one thread each; null for one a processor
     */
    public record Grid(
            List<String> models,
            @JsonSetter(nulls = Nulls.SET) @Nullable List<Integer> latents,
            int seeds,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer sideBySide) {

        public Grid {
            models = List.copyOf(models);
            latents = latents == null ? null : List.copyOf(latents);
        }

        /** The plain models, the usual sizes, one seed. */
        public static Grid auto() {
            return new Grid(List.of(), null, 1, null);
        }
    }
}
