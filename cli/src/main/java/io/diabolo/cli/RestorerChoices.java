package io.diabolo.cli;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.CorruptionText;
import io.diabolo.error.BadInputException;
import io.diabolo.restoring.training.DeblockingTask;
import io.diabolo.restoring.training.DenoisingTask;
import io.diabolo.restoring.training.InpaintingTask;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.restoring.training.UpscalingTask;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code train} takes to make a restorer of pictures, instead of an autoencoder. */
final class RestorerChoices {

    @ArgGroup(exclusive = false, heading = "%nRestorers, instead of autoencoders:%n", order = 30)
    private Choices choices = new Choices();

    /** Whether a restorer is asked for; options of one without its task are an error. */
    boolean wanted() {
        if (choices.task == null
                && Stream.of(choices.from, choices.factor, choices.sigma, choices.crop)
                        .anyMatch(x -> x != null)) {
            throw new BadInputException("--from, --factor, --sigma and --crop are of restorers: add --task");
        }
        return choices.task != null;
    }

    /**
     * What is to be learned.
     *
     * @param gray whether colour is dropped
     * @param corruption that of {@code --corrupt}; null for none
     */
    RestoringTask task(boolean gray, @Nullable Corruption corruption) {
        Task task = choices.task;
        if (task == null) {
            throw new IllegalStateException("asked for without a task");
        }
        require(task == Task.DENOISE || choices.sigma == null, "--sigma is of denoise", task);
        if (choices.sigma != null && corruption != null) {
            throw new BadInputException("--sigma and --corrupt both say what the noise is: leave one out");
        }
        return task.of(
                gray,
                choices.factor,
                choices.sigma == null ? corruption : CorruptionText.parse("gaussian:" + choices.sigma));
    }

    private static void require(boolean holds, String rule, Task task) {
        if (!holds) {
            throw new BadInputException(
                    "%s, not of %s: leave it out".formatted(rule, task.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Nullable String from() {
        return choices.from;
    }

    @Nullable Integer crop() {
        return choices.crop;
    }

    /** The name of the command that runs what was trained. */
    String command() {
        return String.valueOf(choices.task).toLowerCase(Locale.ROOT);
    }

    /** What is done to pictures. */
    enum Task {
        DENOISE,
        INPAINT,
        UPSCALE,
        DEBLOCK;

        private static final int USUAL_FACTOR = 2;

        /**
         * With its choices.
         *
         * @param factor of upscale; null for 2
         * @param corruption of denoise and inpaint; null for the usual one
         */
        RestoringTask of(boolean gray, @Nullable Integer factor, @Nullable Corruption corruption) {
            require(this == UPSCALE || factor == null, "--factor is of upscale", this);
            require(this == DENOISE || !gray, "--gray is of denoise", this);
            require(
                    this == DENOISE || this == INPAINT || corruption == null,
                    "--corrupt is of denoise and inpaint",
                    this);
            return switch (this) {
                case DENOISE -> new DenoisingTask(gray, corruption);
                case INPAINT -> new InpaintingTask(corruption);
                case DEBLOCK -> DeblockingTask.usual();
                case UPSCALE -> new UpscalingTask(factor == null ? USUAL_FACTOR : factor);
            };
        }
    }

    private static final class Choices {

        @Option(
                names = "--task",
                paramLabel = "TASK",
                description =
                        "denoise, inpaint, upscale or deblock: train a restorer on the clean pictures of --data, any sizes; --corrupt says which noise (denoise) or holes (inpaint).")
        private @Nullable Task task;

        @Option(
                names = "--from",
                paramLabel = "shipped|DIR",
                description = "Begin with the weights of the built-in restorer, or of one of yours.")
        private @Nullable String from;

        @Option(
                names = "--factor",
                paramLabel = "2|3|4",
                description = "upscale: how much wider and higher (default: 2).")
        private @Nullable Integer factor;

        @Option(
                names = "--sigma",
                paramLabel = "S|LEAST..MOST",
                description = "denoise: Gaussian noise of this strength only, of 255 (default: 0..55, and a camera's).")
        private @Nullable String sigma;

        @Option(names = "--crop", paramLabel = "N", description = "Pixels a side of what a step sees (default: 96).")
        private @Nullable Integer crop;
    }
}
