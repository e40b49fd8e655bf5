package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.model.Autoencoder;
import io.diabolo.nodes.NodePlace;
import io.diabolo.nodes.Nodes;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingResult;
import java.util.Optional;

/**
 * A training on a machine that is not the first: it computes its shares of each batch and writes nothing. Where it only continues a
 * training, it is told which.
 */
final class FollowingRun {

    private FollowingRun() {}

    static TrainOutcome run(TrainRequest request, NodePlace place, Device device, JobControl control) {
        boolean isTold = request.output().existing() == Output.Existing.RESUME && !request.describesTraining();
        Optional<ResolvedTraining> own = isTold ? Optional.empty() : Optional.of(resolve(request, device, control));
        try (Nodes nodes = NodeAgreement.join(place, control)) {
            SavedTraining told = NodeAgreement.hear(nodes);
            ResolvedTraining training = own.orElseGet(() -> ResolvedTraining.of(told, told.load()));
            NodeAgreement.require(nodes, training.training(), training.data());
            return new TrainOutcome(request.output().folder(), fit(training, nodes, device, control), null, null);
        }
    }

    private static ResolvedTraining resolve(TrainRequest request, Device device, JobControl control) {
        LoadedData data = request.data().load();
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
