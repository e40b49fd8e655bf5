package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a restorer of pictures that is trained on clean ones.
 *
 * @param output where it goes
 * @param data folders with clean pictures of any sizes
 * @param groupBy finds in a picture's path below its folder the group that is not cut by the split; null for no groups
 * @param task what it learns
 * @param from {@value #SHIPPED}, or the folder of a restorer whose weights it begins with; null for a fresh network
 * @param crop pixels a side of what a step sees; null for {@value #USUAL_CROP}
 * @param plan how it learns; noise is the task's
 * @param command the arguments of {@code ./diabolo} that ask the same; empty for none
 */
public record RestorerTrainRequest(
        Output output,
        List<String> data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
        RestoringTask task,
        @JsonSetter(nulls = Nulls.SET) @Nullable String from,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer crop,
        PlanChoice plan,
        List<String> command) {

    /** The weights that are released with Diabolo. */
    public static final String SHIPPED = "shipped";

    /** What every task can take. */
    static final int USUAL_CROP = 96;

    private static final long USUAL_STEPS = 2_000;
    private static final int USUAL_BATCH = 8;
    private static final double FRESH_RATE = 1e-3;
    private static final double CONTINUED_RATE = 2e-4;
    private static final long WARM_UP = 50;
    private static final double CLIP_NORM = 1;
    private static final double AVERAGING = 0.999;

    public RestorerTrainRequest {
        data = List.copyOf(data);
        command = List.copyOf(command);
    }

    /**
     * Checks that a request to continue says nothing else than what is continued.
     *
     * @throws BadInputException if it does
     */
    void requireSame(SavedRestorerTraining saved) {
        boolean bare = data.isEmpty() && groupBy == null && from == null && crop == null;
        if (bare
                && plan.equals(PlanChoice.auto())
                && task.getClass().equals(saved.task().getClass())) {
            return;
        }
        if (data.isEmpty() || !saved.sameAs(resolvedLike(saved))) {
            throw new BadInputException(
                    "the options differ from those of the training in %s: repeat them, or give --resume, --task and --out alone"
                            .formatted(output.folder()));
        }
    }

    /** Minutes were turned into steps when the training began. */
    private SavedRestorerTraining resolvedLike(SavedRestorerTraining saved) {
        SavedRestorerTraining asked = resolve();
        return plan.length().minutes() == null
                ? asked
                : asked.withPlan(asked.plan().withSteps(saved.plan().length().steps()));
    }

    /** With nothing left open but the number of steps, where minutes were asked for. */
    SavedRestorerTraining resolve() {
        if (data.isEmpty()) {
            throw new BadInputException("--data is missing: name a folder with clean pictures");
        }
        if (plan.noise().augmentation() != null) {
            throw new BadInputException(
                    "--augment is not for restorers, whose crops are mirrored anyway: leave it out");
        }
        int side = crop == null ? USUAL_CROP : crop;
        task.requireCrop(side);
        SavedRestorerTraining training = new SavedRestorerTraining(
                data.stream().map(RestorerTrainRequest::absolute).toList(),
                groupBy,
                task,
                from == null || from.equals(SHIPPED) ? from : absolute(from),
                side,
                trainingPlan(),
                command);
        training.start().ifPresent(file -> requireSameNetwork(file, task));
        return training;
    }

    private static void requireSameNetwork(RestorerFile file, RestoringTask task) {
        if (!file.config().equals(task.network())) {
            throw new BadInputException(
                    "%s holds a network %s, and this training needs %s: leave --from out, or begin with another"
                            .formatted(
                                    file.source(),
                                    file.config().json(),
                                    task.network().json()));
        }
    }

    /** What is not chosen: 2,000 steps of 8 crops, averaged weights, limited gradients, no early end. */
    private TrainingPlan trainingPlan() {
        TrainingPlan chosen = plan.plan(plan.precision().ofUse(), false);
        TrainingPlan.Optimization optimization = chosen.optimization();
        if (plan.optimization().learningRate() == null) {
            optimization = optimization.withLearningRate(from == null ? FRESH_RATE : CONTINUED_RATE);
        }
        if (plan.optimization().warmUpSteps() == null) {
            optimization = optimization.withSchedule(optimization.schedule(), WARM_UP);
        }
        if (plan.optimization().averaging() == null) {
            optimization = optimization.withAveraging(AVERAGING);
        }
        if (plan.optimization().clipNorm() == null) {
            optimization = optimization.withClipNorm(CLIP_NORM);
        }
        TrainingPlan lasting = plan.hasAutomaticLength() ? chosen.withSteps(USUAL_STEPS) : chosen;
        lasting = plan.length().patience() == null ? lasting.withPatience(0) : lasting;
        lasting = plan.batch() == null ? lasting.withBatch(USUAL_BATCH) : lasting;
        return lasting.with(optimization);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
