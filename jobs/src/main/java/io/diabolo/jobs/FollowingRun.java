package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.model.Autoencoder;
import io.diabolo.nodes.NodePlace;
import io.diabolo.nodes.Nodes;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A training on a machine that is not the first: it computes its shares of each batch and writes nothing. Where it only continues a
 * training, it is told which.
 */
final class FollowingRun {

    private FollowingRun() {}

    /** @param copy of the data on this machine, which is read in its stead; null for the data itself */
    static TrainOutcome run(
            TrainRequest request, @Nullable Path copy, NodePlace place, Device device, JobControl control) {
        boolean isTold = request.output().existing() == Output.Existing.RESUME && !request.describesTraining();
        Optional<ResolvedTraining> own =
                isTold ? Optional.empty() : Optional.of(resolve(request, copy, device, control));
        try (Nodes nodes = NodeAgreement.join(place, control)) {
            SavedTraining told = NodeAgreement.hear(nodes);
            ResolvedTraining training =
                    own.orElseGet(() -> ResolvedTraining.of(told, told.choice().load(copy)));
            NodeAgreement.require(nodes, training.training(), training.data());
            return new TrainOutcome(request.output().folder(), fit(training, nodes, device, control), null, null);
        }
    }

    private static ResolvedTraining resolve(
            TrainRequest request, @Nullable Path copy, Device device, JobControl control) {
        LoadedData data = request.data().load(copy);
        return ResolvedTraining.of(request, Optional.empty(), data, device, control);
    }

    private static TrainingResult fit(ResolvedTraining resolved, Nodes nodes, Device device, JobControl control) {
        SavedTraining training = resolved.training();
        LoadedData data = resolved.data();
        try (Autoencoder model = training.build(device);
                Trainer trainer = new Trainer(
                        model, data.train(), data.validation(), resolved.preprocessing(), training.plan(), device)) {
            control.training().forEach(trainer::listen);
            return trainer.join(nodes).stopWhen(control.stop()).fit();
        }
    }
}
