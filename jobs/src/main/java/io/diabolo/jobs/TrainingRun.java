package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.model.Autoencoder;
import io.diabolo.nodes.NodePlace;
import io.diabolo.nodes.Nodes;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One training from its request to the finished folder: {@code config.json}, {@code model.safetensors}, {@code README.md},
 * {@code reconstructions.png}, {@code history.csv}, {@code training.json}. Until the end an earlier model in the folder
 * stays as it is.
 */
final class TrainingRun {

    static final String SHEET = "reconstructions.png";
    static final String CARD = "README.md";
    /** Between two checkpoints; a test that kills trainings wants more of them. */
    private static final double CHECKPOINT_SECONDS = Integer.getInteger("diabolo.checkpoint.seconds", 30);

    /** Importance samples of the likelihood in the card: few, as {@code eval} takes its time for more. */
    private static final int IMPORTANCE = 10;

    private final Path out;
    private final SavedTraining training;
    private final boolean resumes;
    private final LoadedData data;
    private final Preprocessing preprocessing;
    private final Device device;
    private final Precision used;
    private final JobControl control;

    private TrainingRun(
            TrainRequest request, Optional<SavedTraining> saved, LoadedData data, Device device, JobControl control) {
        this.out = request.output().path();
        this.resumes = saved.isPresent();
        this.data = data;
        this.device = device;
        this.control = control;
        used = request.plan().precision().ofUse();
        ResolvedTraining resolved = saved.isEmpty() || request.describesTraining()
                ? ResolvedTraining.of(request, saved, data, device, control)
                : ResolvedTraining.of(saved.get(), data);
        training = resolved.training();
        preprocessing = resolved.preprocessing();
        if (saved.isPresent() && !saved.get().sameAs(training)) {
            throw new BadInputException(
                    "the options differ from those of the training in %s: repeat them, or give --resume and --out alone"
                            .formatted(out));
        }
    }

    /** @param copy of the data on this machine, which is read in its stead; null for the data itself */
    static TrainOutcome run(TrainRequest request, @Nullable Path copy, Device device, JobControl control) {
        request.output().requireApartFrom(request.data().path());
        NodePlace place = request.nodes();
        if (place != null && !place.leads()) {
            return FollowingRun.run(request, copy, place, device, control);
        }
        try (FolderLock lock = FolderLock.acquire(request.output().path())) {
            Optional<SavedTraining> saved = TrainingFolder.decide(request.output(), TrainingFolder.MODEL);
            LoadedData data =
                    saved.map(SavedTraining::choice).orElse(request.data()).load(copy);
            TrainingRun run = new TrainingRun(request, saved, data, device, control);
            data.notes().forEach(control::note);
            return place == null ? run.run(Nodes.alone()) : run.together(place);
        }
    }

    private TrainOutcome together(NodePlace place) {
        try (Nodes nodes = NodeAgreement.join(place, control)) {
            NodeAgreement.tell(nodes, training);
            NodeAgreement.require(nodes, training, data);
            return run(nodes);
        }
    }

    private TrainOutcome run(Nodes nodes) {
        TrainingPlan plan = training.plan();
        try (Autoencoder model = training.build(device);
                Trainer trainer = new Trainer(model, data.train(), data.validation(), preprocessing, plan, device)) {
            if (nodes.size() > 1) {
                trainer.join(nodes);
            }
            introduce(model);
            TrainingResult result = train(model, trainer);
            NodeAgreement.note(nodes, result, control);
            return result.reason() == TrainingResult.Reason.INTERRUPTED
                    ? new TrainOutcome(out.toString(), result, null, null)
                    : finish(model, result);
        }
    }

    private void introduce(Autoencoder model) {
        TrainingPlan plan = training.plan();
        control.note("data:  %s, samples %s"
                .formatted(data.train().name(), data.train().shape()));
        control.note("model: %s, %,d parameters; %,d steps of %d samples%s"
                .formatted(
                        Words.kind(training.architecture(), plan.noise().corruption()),
                        model.config().parameters(),
                        plan.totalSteps(data.train().size()),
                        plan.batch(),
                        plan.length().patience() > 0 ? " at most" : ""));
    }

    private TrainingResult train(Autoencoder model, Trainer trainer) {
        Checkpoint description = Checkpoint.of(
                training.plan(),
                model.config(),
                data.train().hash(),
                training.plan().totalSteps(data.train().size()));
        try (TensorBoardListener board = new TensorBoardListener(
                training.tensorboard(),
                out,
                () -> SampleSheet.of(
                        model,
                        preprocessing,
                        data.validation(),
                        training.plan().noise().corruption().inUse(),
                        device))) {
            List<TrainingListener> own = new ArrayList<>(List.of(board));
            control.samples()
                    .forEach(watcher ->
                            own.add(new SampleView(watcher, model, training.plan(), preprocessing, data, device)));
            return new CheckpointedTraining(out, description, CHECKPOINT_SECONDS)
                    .fit(trainer, resumes, training, control, own);
        }
    }

    private TrainOutcome finish(Autoencoder model, TrainingResult result) {
        Provenance provenance = TrainedModel.provenance(data.train(), training.plan(), result);
        TrainedModel trained = TrainedModel.of(model, preprocessing, provenance, device);
        // What was learned is safe before it is measured, which takes a while on large data.
        trained.save(out);
        training.write(out, SavedTraining.FINISHED);
        TestResult test = TestResult.measure(trained, data, used, new TestResult.Nats(IMPORTANCE, null));
        Provenance measured = provenance.withMetrics(test.metrics());
        Optional<Picture> sheet = SampleSheet.ofTest(
                trained, data.test(), training.plan().noise().corruption().inUse());
        sheet.ifPresent(picture -> PictureFiles.write(out.resolve(SHEET), picture));
        ModelCard card = new ModelCard(training, data, measured, test, sheet.isPresent());
        AtomicFiles.writeString(out.resolve(CARD), card.text(out));
        trained.save(out, measured);
        CheckpointListener.remove(out);
        SavedTraining.removeUnfinished(out);
        return new TrainOutcome(
                out.toString(),
                result,
                test,
                sheet.map(picture -> out.resolve(SHEET).toString()).orElse(null));
    }
}
