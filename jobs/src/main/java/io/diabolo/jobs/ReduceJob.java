package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.Reduction;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.Pace;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Trains an autoencoder and writes the codes of all samples, measured beside PCA with as many numbers. */
final class ReduceJob {

    private ReduceJob() {}

    static ReduceRequest.Outcome run(ReduceRequest request, Device device, JobControl control) {
        CodeFiles.requireKnown(Path.of(request.out()));
        String keep = request.keep();
        if (keep != null && ModelFolder.exists(Path.of(keep))) {
            throw new BadInputException("%s holds a model: choose another folder".formatted(keep));
        }
        LoadedData data = request.data().load();
        data.notes().forEach(control::note);
        Preprocessing preprocessing =
                Preprocessing.of(data.train(), request.data().reading().table().scaling());
        if (request.to() >= preprocessing.shape().elements()) {
            throw new BadInputException("samples %s have %d values: reduce them to fewer, not to %d"
                    .formatted(preprocessing.shape(), preprocessing.shape().elements(), request.to()));
        }
        boolean gaps = data.train().hasGaps();
        boolean corrupted = !request.plan().corruption(gaps).isNone();
        AutoencoderConfig config =
                request.model().withLatent(request.to()).architecture(preprocessing, gaps, corrupted);
        TrainingPlan plan = request.plan().plan(request.plan().precision().ofTraining(List.of(config), device), gaps);
        try (TrainedModel model = TrainedModel.train(
                config,
                data,
                preprocessing,
                request.plan().timed(plan, () -> Pace.of(config, data, preprocessing, plan, device), control),
                training(device, control))) {
            if (model.description().provenance().training().reason() == TrainingResult.Reason.INTERRUPTED) {
                return new ReduceRequest.Outcome(0, request.to(), request.out(), null, true, List.of());
            }
            Dataset all = request.data().whole(note -> {});
            Codes codes = model.encode(all);
            List<String> names =
                    IntStream.range(0, all.size()).mapToObj(all::itemName).toList();
            new CodeFiles(names, codes).write(Path.of(request.out()));
            if (keep != null) {
                model.save(Path.of(keep));
            }
            return new ReduceRequest.Outcome(
                    codes.size(), codes.latent(), request.out(), keep, false, Reduction.compare(model, data));
        }
    }

    private static TrainingOptions training(Device device, JobControl control) {
        TrainingOptions options = TrainingOptions.defaults().withDevice(device).withStop(control.stop());
        for (TrainingListener listener : control.training()) {
            options = options.withListener(listener);
        }
        return options;
    }
}
