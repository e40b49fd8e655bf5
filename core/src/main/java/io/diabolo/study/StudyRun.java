package io.diabolo.study;

import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.error.OutputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.HistoryCsv;
import io.diabolo.train.HistoryListener;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One run of the grid: trained, measured, saved. A run that was stopped or killed continues from its checkpoint, and ends
 * with the bits of one that was not.
 */
final class StudyRun {

    /** Training codes that ranges and neighbours are taken from. */
    private static final int TRAIN_CODES = 10_000;

    /** Test samples that are shown as the worst ones. */
    private static final int WORST = 6;

    private static final double CHECKPOINT_SECONDS = 30;

    private final RunResult.Key key;
    private final Path folder;
    private final LoadedData data;
    private final Preprocessing preprocessing;
    private final TrainingPlan plan;
    private final AutoencoderConfig architecture;

    StudyRun(RunResult.Key key, Path folder, LoadedData data, Preprocessing preprocessing, TrainingPlan plan) {
        this.key = key;
        this.folder = folder;
        this.data = data;
        this.preprocessing = preprocessing;
        StudyModel model = StudyModel.parse(key.model());
        architecture = model.architecture(preprocessing, data.train().hasGaps(), key.latent());
        this.plan = model.plan(plan)
                .withSeed(key.seed())
                .fittedTo(architecture, data.train().size());
    }

    /**
     * Trains and measures, on as many engine threads as the calling thread has.
     *
     * @param dataHash of the training part
     * @param progress hears of each step
     * @return empty if it was stopped; it can be continued then
     */
    Optional<RunResult> run(String dataHash, TrainingListener progress, BooleanSupplier stop) {
        try {
            return train(dataHash, progress, stop);
        } catch (OutputException e) {
            throw e; // What cannot be written here cannot be written by the others either.
        } catch (RuntimeException e) {
            return Optional.of(failed(e));
        }
    }

    private Optional<RunResult> train(String dataHash, TrainingListener progress, BooleanSupplier stop) {
        Autoencoder model = architecture.build(plan.seed());
        try (Trainer trainer = new Trainer(model, data.train(), data.validation(), preprocessing, plan, Device.CPU);
                HistoryListener curves = new HistoryListener(folder)) {
            Checkpoint description = Checkpoint.of(
                    plan, architecture, dataHash, plan.totalSteps(data.train().size()));
            if (Checkpoint.exists(folder)) {
                Checkpoint.restore(folder, trainer, description);
            }
            TrainingResult result = trainer.listen(curves)
                    .listen(progress)
                    .listen(new CheckpointListener(folder, description, CHECKPOINT_SECONDS))
                    .stopWhen(stop)
                    .fit();
            return result.reason() == TrainingResult.Reason.INTERRUPTED
                    ? Optional.empty()
                    : Optional.of(measure(model, result));
        } finally {
            model.close();
        }
    }

    private RunResult measure(Autoencoder model, TrainingResult result) {
        Provenance provenance = TrainedModel.provenance(data.train(), plan, result);
        TrainedModel trained = TrainedModel.of(model, preprocessing, provenance, Device.CPU);
        Evaluation.InDetail test = trained.evaluateInDetail(data.test());
        Evaluation evaluation = test.evaluation();
        Dataset some = some(data.train());
        RunResult.Code code = CodeMeasures.of(some, trained.encode(some), data.test(), test.codes());
        List<Provenance.Metric> metrics = new ArrayList<>(List.of(
                new Provenance.Metric("test_mse", evaluation.mse()),
                new Provenance.Metric("test_psnr_db", evaluation.psnrDb())));
        if (evaluation.inputMse() > 0) {
            metrics.add(new Provenance.Metric("test_input_mse", evaluation.inputMse()));
        }
        trained.save(folder, provenance.withMetrics(metrics));
        return new RunResult(
                key,
                RunResult.Status.OK,
                "",
                new RunResult.Training(
                        result.epochs(),
                        architecture.parameters(),
                        result.seconds(),
                        result.imagesPerSecond(),
                        trained.evaluate(data.validation()).mse(),
                        Machine.peakMemoryBytes()),
                new RunResult.Test(
                        evaluation.mse(), evaluation.bce(), evaluation.psnrDb(), evaluation.ssim(), worst(test.mse())),
                code,
                history(),
                result.warnings(),
                layers());
    }

    private static List<RunResult.SampleError> worst(double[] errors) {
        return IntStream.range(0, errors.length)
                .mapToObj(row -> new RunResult.SampleError(row, errors[row]))
                .sorted(Comparator.comparingDouble(error -> -error.mse()))
                .limit(WORST)
                .toList();
    }

    private RunResult failed(RuntimeException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        double none = Double.NaN;
        return new RunResult(
                key,
                RunResult.Status.FAILED,
                message.lines().findFirst().orElse(message),
                new RunResult.Training(none, architecture.parameters(), none, none, none, Machine.peakMemoryBytes()),
                new RunResult.Test(none, none, none, none, List.of()),
                new RunResult.Code(none, none, none, 0, List.of()),
                List.of(),
                List.of(),
                layers());
    }

    /** Removes what only an unfinished run needs, once its result is on the disk. */
    static void tidy(Path folder) {
        CheckpointListener.remove(folder);
    }

    /** As many rows as codes are needed of, the same for every run. */
    private static Dataset some(Dataset train) {
        if (train.size() <= TRAIN_CODES) {
            return train;
        }
        int[] rows = new Random(0)
                .ints(0, train.size())
                .distinct()
                .limit(TRAIN_CODES)
                .toArray();
        Arrays.sort(rows);
        return RowSubset.of(train, rows);
    }

    private List<RunResult.CurvePoint> history() {
        double perEpoch = plan.stepsPerEpoch(data.train().size());
        HistoryCsv.History history = HistoryCsv.read(folder.resolve(HistoryListener.FILE));
        int train = history.parts().indexOf("train_loss");
        int validation = history.parts().indexOf("validation_loss");
        return history.rows().stream()
                .map(row -> new RunResult.CurvePoint(
                        row.step() / perEpoch,
                        row.seconds(),
                        row.values().get(train),
                        row.values().get(validation)))
                .toList();
    }

    private List<RunResult.LayerRow> layers() {
        return architecture.layers().stream()
                .map(row -> new RunResult.LayerRow(
                        row.part(),
                        row.name(),
                        row.description(),
                        IntStream.range(0, row.output().rank())
                                .mapToObj(row.output()::size)
                                .toList(),
                        row.parameters()))
                .toList();
    }
}
