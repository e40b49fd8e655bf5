package io.diabolo.jobs;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.RandomGaussianNoise;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SeriesDataset;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.model.Restorer;
import io.diabolo.model.RestorerConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.Signal;
import io.diabolo.signal.SignalNoise;
import io.diabolo.signal.TrendFit;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import io.diabolo.task.SignalDenoiser;
import io.diabolo.task.SignalNetwork;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Pace;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One training of a denoiser of signals, from its request to the finished folder. */
final class SignalTrainingRun {

    static final TrainingFolder.Kind<SavedSignalTraining> KIND = new TrainingFolder.Kind<>(
            "a model",
            ModelFolder::exists,
            folder -> SavedSignalTraining.read(folder, SavedTraining.UNFINISHED),
            saved -> "denoise-signal train");
    private static final double CHECKPOINT_SECONDS = 30;
    private static final double HUNDREDTHS = 100;
    private static final long TEST_SEED = 0;

    private final Path out;
    private final SavedSignalTraining training;
    private final LoadedData data;
    private final Preprocessing preprocessing;
    private final Device device;
    private final JobControl control;

    private SignalTrainingRun(
            Path out,
            SavedSignalTraining training,
            LoadedData data,
            Preprocessing preprocessing,
            Device device,
            JobControl control) {
        this.out = out;
        this.training = training;
        this.data = data;
        this.preprocessing = preprocessing;
        this.device = device;
        this.control = control;
    }

    static SignalTrainOutcome run(SignalTrainRequest request, Device device, JobControl control) {
        Path out = request.output().path();
        try (FolderLock lock = FolderLock.acquire(out)) {
            Optional<SavedSignalTraining> saved = TrainingFolder.decide(request.output(), KIND);
            DataChoice choice = saved.isPresent() ? saved.get().signals() : request.windows();
            LoadedData data = choice.load();
            data.notes().forEach(control::note);
            Preprocessing preprocessing = Preprocessing.of(data.train());
            SavedSignalTraining training = saved.orElse(null);
            if (training == null || request.describesTraining()) {
                training = resolve(request, saved, data, preprocessing, device, control);
            }
            if (saved.isPresent() && !saved.get().sameAs(training)) {
                throw new BadInputException(
                        "the options differ from those of the training in %s: repeat them, or give --resume and --out alone"
                                .formatted(out));
            }
            return new SignalTrainingRun(out, training, data, preprocessing, device, control).run(saved.isPresent());
        }
    }

    private static SavedSignalTraining resolve(
            SignalTrainRequest request,
            Optional<SavedSignalTraining> saved,
            LoadedData data,
            Preprocessing preprocessing,
            Device device,
            JobControl control) {
        RestorerConfig architecture = SignalNetwork.usual().config(preprocessing.shape());
        TrainingPlan plan = request.trainingPlan();
        boolean timed = request.plan().length().minutes() != null;
        TrainingPlan lasting = timed && saved.isPresent()
                ? plan.withSteps(saved.get().plan().length().steps())
                : request.plan().timed(plan, () -> Pace.of(architecture, data, preprocessing, plan, device), control);
        return new SavedSignalTraining(
                request.windows(),
                architecture,
                lasting.fittedTo(architecture, data.train().size()),
                request.command());
    }

    private SignalTrainOutcome run(boolean resumes) {
        TrainingPlan plan = training.plan();
        try (Restorer model = build();
                Trainer trainer = new Trainer(model, data.train(), data.validation(), preprocessing, plan, device)) {
            control.note("model: %s, %,d parameters; %,d steps of %d windows, noise %s"
                    .formatted(
                            training.architecture().kind(),
                            training.architecture().parameters(),
                            plan.totalSteps(data.train().size()),
                            plan.batch(),
                            plan.noise().corruption().text()));
            Checkpoint description = Checkpoint.of(
                    plan,
                    model.config(),
                    data.train().hash(),
                    plan.totalSteps(data.train().size()));
            TrainingResult result = new CheckpointedTraining(out, description, CHECKPOINT_SECONDS)
                    .fit(trainer, resumes, training, control, List.of());
            return result.reason() == TrainingResult.Reason.INTERRUPTED
                    ? new SignalTrainOutcome(out.toString(), result, List.of())
                    : finish(model, result);
        }
    }

    private Restorer build() {
        try (TensorScope scope = TensorScope.open("build", device)) {
            return training.architecture().build(training.plan().seed());
        }
    }

    private SignalTrainOutcome finish(Restorer model, TrainingResult result) {
        Provenance provenance = TrainedModel.provenance(data.train(), training.plan(), result);
        TrainedModel trained = TrainedModel.of(model, preprocessing, provenance, device);
        // What was learned is safe before it is measured.
        trained.save(out);
        AtomicFiles.writeString(out.resolve(SavedTraining.FINISHED), Json.text(training) + "\n");
        SignalTrainOutcome outcome = new SignalTrainOutcome(out.toString(), result, gains(SignalDenoiser.of(trained)));
        Provenance measured = provenance.withMetrics(outcome.gains().stream()
                .map(gain -> new Provenance.Metric("test_snr_db_" + gain.column(), gain.snr()))
                .toList());
        trained.save(out, measured);
        AtomicFiles.writeString(out.resolve("README.md"), new SignalCard(training, measured, outcome).text());
        CheckpointListener.remove(out);
        SavedTraining.removeUnfinished(out);
        return outcome;
    }

    private List<SignalTrainOutcome.Gain> gains(SignalDenoiser denoiser) {
        OptionalDouble strength = strength(training.plan().noise().corruption());
        if (strength.isEmpty()
                || strength.getAsDouble() == 0
                || !(preprocessing instanceof SeriesPreprocessing series)) {
            return List.of();
        }
        Signal clean = testSignal(data.test());
        double[] sigmas = series.channels().stream()
                .mapToDouble(channel -> strength.getAsDouble() / HUNDREDTHS * channel.scale())
                .toArray();
        Signal noisy = SignalNoise.added(clean, sigmas, TEST_SEED);
        Signal cleaned = denoiser.clean(noisy);
        List<SignalTrainOutcome.Gain> gains = new ArrayList<>();
        for (int c = 0; c < sigmas.length; c++) {
            double[] truth = clean.channel(c);
            gains.add(new SignalTrainOutcome.Gain(
                    clean.channels().get(c),
                    SignalNoise.snrDb(truth, noisy.channel(c)),
                    SignalNoise.snrDb(
                            truth,
                            new KalmanSmoother(TrendFit.of(noisy, c))
                                    .smooth(noisy, c)
                                    .level()),
                    SignalNoise.snrDb(truth, cleaned.channel(c))));
        }
        return gains;
    }

    /** The rows that the windows of the test part are cut from. */
    private static Signal testSignal(Dataset test) {
        if (!(test instanceof SeriesDataset windows)) {
            throw new IllegalStateException("windows are cut from series");
        }
        return Signal.of(windows).rows(windows.start(0), windows.start(windows.size() - 1) + windows.length());
    }

    /** The middle of the noise's strength, hundredths of a standard deviation; empty where it is of another kind. */
    private static OptionalDouble strength(Corruption corruption) {
        if (corruption instanceof GaussianNoise noise) {
            return OptionalDouble.of(noise.sigma());
        }
        return corruption instanceof RandomGaussianNoise noise
                ? OptionalDouble.of((noise.least() + noise.most()) / 2)
                : OptionalDouble.empty();
    }
}
