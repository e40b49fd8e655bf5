package io.diabolo.jobs;

import io.diabolo.compress.folder.CodecFolder;
import io.diabolo.compress.folder.ExportedCodec;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.training.CodecTraining;
import io.diabolo.data.Photographs;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Pace;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One training of a codec from its request to the finished folder. */
final class CodecTrainingRun {

    static final TrainingFolder.Kind<SavedCodecTraining> KIND = new TrainingFolder.Kind<>(
            "a codec",
            CodecFolder::exists,
            folder -> SavedCodecTraining.read(folder, SavedTraining.UNFINISHED),
            saved -> "codec train");
    private static final double CHECKPOINT_SECONDS = 120;
    private static final double SNAPSHOT_SECONDS = 600;

    private final Path out;
    private final SavedCodecTraining request;
    private final Photographs photographs;
    private final Device device;
    private final JobControl control;

    private CodecTrainingRun(
            Path out, SavedCodecTraining request, Photographs photographs, Device device, JobControl control) {
        this.out = out;
        this.request = request;
        this.photographs = photographs;
        this.device = device;
        this.control = control;
    }

    static CodecTrainOutcome run(CodecTrainRequest asked, Device device, JobControl control) {
        Path out = asked.output().path();
        try (FolderLock lock = FolderLock.acquire(out)) {
            Optional<SavedCodecTraining> saved = TrainingFolder.decide(asked.output(), KIND);
            saved.ifPresent(asked::requireSame);
            SavedCodecTraining request = saved.orElseGet(asked::resolve);
            long start = System.nanoTime();
            control.note("reading the pictures of " + String.join(", ", request.data()));
            Photographs photographs = request.load();
            photographs.notes().forEach(control::note);
            CodecTrainingRun run = new CodecTrainingRun(out, request, photographs, device, control);
            Double minutes = asked.steps().minutes();
            if (minutes != null && saved.isEmpty()) {
                TrainingPlan plan = request.plan().withSteps(run.stepsIn(minutes * 60, start));
                run = new CodecTrainingRun(out, request.withPlan(plan), photographs, device, control);
            }
            return run.run(saved.isPresent());
        }
    }

    private CodecTrainOutcome run(boolean resumes) {
        try (CompressionModel model = build()) {
            CodecTraining training = new CodecTraining(model, photographs, request.crop(), request.plan(), device);
            if (!resumes && (request.from() == null || request.fromPhoto())) {
                training.start();
            }
            if (!resumes && request.fromPhoto()) {
                model.startAs(ExportedCodec.photo());
            }
            control.note("%d photographs, %d to validate on; %,d steps of %d crops of %d x %d"
                    .formatted(
                            photographs.train().size(),
                            photographs.validation().size(),
                            request.plan().length().steps(),
                            request.plan().batch(),
                            request.crop(),
                            request.crop()));
            try (Trainer trainer = new Trainer(training, request.plan(), device)) {
                trainer.listen(snapshots(model));
                TrainingResult result = train(trainer, resumes);
                return result.reason() == TrainingResult.Reason.INTERRUPTED
                        ? new CodecTrainOutcome(out.toString(), result, List.of(), List.of())
                        : finish(model, training, result);
            }
        }
    }

    private CompressionModel build() {
        if (request.from() != null && !request.fromPhoto()) {
            return CodecFolder.load(Path.of(request.from()), device);
        }
        try (TensorScope scope = TensorScope.open("build", device)) {
            return CompressionModel.create(
                    request.architecture(), request.plan().seed());
        }
    }

    /**
     * How many steps fit into a time, with the two validations behind the last one.
     *
     * @param start when that time began, nanoseconds
     */
    private long stepsIn(double seconds, long start) {
        control.note("timing a few steps, to see how many fit into the time");
        try (CompressionModel model = build()) {
            Pace pace = Pace.of(
                    new CodecTraining(model, photographs, request.crop(), request.plan(), device),
                    request.plan(),
                    device);
            return pace.stepsIn(seconds - (System.nanoTime() - start) / 1e9 - 2 * pace.validation());
        }
    }

    /** The best codec so far, which can be looked at and trained further while the training goes on. */
    private TrainingListener snapshots(CompressionModel model) {
        return new TrainingListener() {
            private double last;

            @Override
            public void validated(Trainer trainer, Validation point) {
                if (point.seconds() - last >= SNAPSHOT_SECONDS) {
                    last = point.seconds();
                    trainer.withBest(
                            () -> CodecFolder.save(out, model, request.name(), provenance(soFar(point), List.of())));
                }
            }
        };
    }

    private static TrainingResult soFar(TrainingListener.Validation point) {
        double loss = point.validation().get(0);
        return new TrainingResult(
                point.step(),
                point.epoch(),
                point.seconds(),
                point.imagesPerSecond(),
                loss,
                loss,
                point.step(),
                TrainingResult.Reason.INTERRUPTED,
                List.of());
    }

    private Provenance provenance(TrainingResult training, List<Provenance.Metric> metrics) {
        return new Provenance(
                String.join(", ", request.data()),
                photographs.hash(),
                photographs.train().size(),
                request.plan(),
                training,
                Provenance.currentVersions(),
                metrics,
                List.of());
    }

    private TrainingResult train(Trainer trainer, boolean resumes) {
        Checkpoint description = Checkpoint.of(
                request.plan(),
                request.setup(),
                photographs.hash(),
                request.plan().length().steps());
        return new CheckpointedTraining(out, description, CHECKPOINT_SECONDS)
                .fit(trainer, resumes, request, control, List.of());
    }

    private CodecTrainOutcome finish(CompressionModel model, CodecTraining training, TrainingResult result) {
        Trainable.Measured measured = measure(training);
        List<Provenance.Metric> metrics = IntStream.range(0, measured.names().size())
                .mapToObj(i -> new Provenance.Metric(
                        "validation_" + measured.names().get(i),
                        measured.values().get(i)))
                .toList();
        Provenance provenance = provenance(result, metrics);
        CodecFolder.save(out, model, request.name(), provenance);
        AtomicFiles.writeString(out.resolve(SavedTraining.FINISHED), Json.text(request) + "\n");
        CodecTrainOutcome outcome = new CodecTrainOutcome(
                out.toString(), result, metrics, CodecTrainOutcome.Rate.of(request.architecture(), metrics));
        CodecCard card = new CodecCard(request, photographs, outcome, provenance);
        AtomicFiles.writeString(out.resolve("README.md"), card.text());
        CheckpointListener.remove(out);
        SavedTraining.removeUnfinished(out);
        return outcome;
    }

    private Trainable.Measured measure(CodecTraining training) {
        try (TensorScope scope = TensorScope.open("measure", device);
                NoGrad noGrad = NoGrad.open()) {
            return training.validate();
        }
    }
}
