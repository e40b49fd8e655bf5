package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Pace;
import io.diabolo.train.TrainingPlan;
import java.util.List;
import java.util.Optional;

/**
 * A request with its data, nothing automatic left in it.
 *
 * @param preprocessing learned from the training part
 */
record ResolvedTraining(SavedTraining training, LoadedData data, Preprocessing preprocessing) {

    /** Of a training that was resolved before. */
    static ResolvedTraining of(SavedTraining training, LoadedData data) {
        return new ResolvedTraining(training, data, preprocessing(training.reading(), data));
    }

    /** @param saved the training that is to be continued */
    static ResolvedTraining of(
            TrainRequest request, Optional<SavedTraining> saved, LoadedData data, Device device, JobControl control) {
        Preprocessing preprocessing = preprocessing(request.data().reading(), data);
        boolean gaps = data.train().hasGaps();
        boolean corrupted = !request.plan().corruption(gaps).isNone();
        AutoencoderConfig architecture = request.model().architecture(preprocessing, data.train(), corrupted);
        Precision precision = request.plan().precision().ofTraining(List.of(architecture), device);
        TrainingPlan plan = request.plan().plan(precision, gaps);
        // Minutes as steps: those that fit, or of a training that is resumed those that it has.
        TrainingPlan timed = request.plan().length().minutes() != null && saved.isPresent()
                ? plan.withSteps(saved.get().plan().length().steps())
                : request.plan().timed(plan, () -> Pace.of(architecture, data, preprocessing, plan, device), control);
        return new ResolvedTraining(
                new SavedTraining(
                        request.data().absolute(),
                        request.data().reading(),
                        architecture,
                        timed.fittedTo(architecture, data.train().size()),
                        request.output().tensorboard(),
                        request.command()),
                data,
                preprocessing);
    }

    private static Preprocessing preprocessing(DataReading reading, LoadedData data) {
        return Preprocessing.of(data.train(), reading.table().scaling());
    }
}
