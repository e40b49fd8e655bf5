package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.nodes.NodePlace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a training.
 *
 * @param output where the model goes
 * @param data what it learns
 * @param model what learns
 * @param plan how
 * @param nodes the machines that train together, each of which is asked the same but for its number; null for this one alone
 * @param command the arguments of {@code ./diabolo} that ask the same, for the reader of the card; empty for none
 */
public record TrainRequest(
        Output output,
        DataChoice data,
        ModelChoice model,
        PlanChoice plan,
        @JsonSetter(nulls = Nulls.SET) @Nullable NodePlace nodes,
        List<String> command) {

    public TrainRequest {
        command = List.copyOf(command);
        if (nodes != null && plan.length().minutes() != null) {
            throw new BadInputException(
                    "--minutes times the steps of one machine, so with --nodes it cannot be kept: give --steps or --epochs");
        }
    }

    /** The embedded glyphs with the model and the plan that suit them. */
    public static TrainRequest into(Path folder) {
        return new TrainRequest(
                Output.to(folder), DataChoice.glyphs(), ModelChoice.auto(), PlanChoice.auto(), null, List.of());
    }

    public TrainRequest with(Output newOutput) {
        return new TrainRequest(newOutput, data, model, plan, nodes, command);
    }

    public TrainRequest with(DataChoice newData) {
        return new TrainRequest(output, newData, model, plan, nodes, command);
    }

    public TrainRequest with(ModelChoice newModel) {
        return new TrainRequest(output, data, newModel, plan, nodes, command);
    }

    public TrainRequest with(PlanChoice newPlan) {
        return new TrainRequest(output, data, model, newPlan, nodes, command);
    }

    public TrainRequest with(NodePlace newNodes) {
        return new TrainRequest(output, data, model, plan, newNodes, command);
    }

    /** Whether it says more than where the training is that is to be continued. */
    boolean describesTraining() {
        return output.tensorboard()
                || !new TrainRequest(output, DataChoice.glyphs(), ModelChoice.auto(), PlanChoice.auto(), nodes, command)
                        .equals(this);
    }
}
