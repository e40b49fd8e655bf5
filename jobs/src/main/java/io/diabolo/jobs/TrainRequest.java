package io.diabolo.jobs;

import java.nio.file.Path;
import java.util.List;

/**
 * Asks for a training.
 *
 * @param output where the model goes
 * @param data what it learns
 * @param model what learns
 * @param plan how
 * @param command the arguments of {@code ./diabolo} that ask the same, for the reader of the card; empty for none
 */
public record TrainRequest(Output output, DataChoice data, ModelChoice model, PlanChoice plan, List<String> command) {

    public TrainRequest {
        command = List.copyOf(command);
    }

    /** The embedded glyphs with the model and the plan that suit them. */
    public static TrainRequest into(Path folder) {
        return new TrainRequest(
                Output.to(folder), DataChoice.glyphs(), ModelChoice.auto(), PlanChoice.auto(), List.of());
    }

    public TrainRequest with(Output newOutput) {
        return new TrainRequest(newOutput, data, model, plan, command);
    }

    public TrainRequest with(DataChoice newData) {
        return new TrainRequest(output, newData, model, plan, command);
    }

    public TrainRequest with(ModelChoice newModel) {
        return new TrainRequest(output, data, newModel, plan, command);
    }

    public TrainRequest with(PlanChoice newPlan) {
        return new TrainRequest(output, data, model, newPlan, command);
    }

    /** Whether it says more than where the training is that is to be continued. */
    boolean describesTraining() {
        return output.tensorboard()
                || !new TrainRequest(output, DataChoice.glyphs(), ModelChoice.auto(), PlanChoice.auto(), command)
                        .equals(this);
    }
}
