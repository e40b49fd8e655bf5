package io.diabolo.jobs;

import io.diabolo.data.Photographs;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.restoring.network.RestorerModel;
import io.diabolo.restoring.training.RestorerFolder;
import io.diabolo.restoring.training.RestorerTraining;
import io.diabolo.store.Provenance;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Pace;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One training of a restorer from its request to the finished folder. */
final class RestorerTrainingRun {

    static final TrainingFolder.Kind<SavedRestorerTraining> KIND = new TrainingFolder.Kind<>(
            "a restorer",
            RestorerFolder::exists,
            folder -> SavedRestorerTraining.read(folder, SavedTraining.UNFINISHED),
            saved -> "train --task " + saved.task().network().task().name().toLowerCase(Locale.ROOT));
    private static final double CHECKPOINT_SECONDS = 60;

    private final Path out;
    private final SavedRestorerTraining request;
    private final Photographs photographs;
    private final Device device;
    private final JobControl control;

    private RestorerTrainingRun(
            Path out, SavedRestorerTraining request, Photographs photographs, Device device, JobControl control) {
        this.out = out;
        this.request = request;
        this.photographs = photographs;
        this.device = device;
        this.control = control;
    }

    static RestorerTrainOutcome run(RestorerTrainRequest asked, Device device, JobControl control) {
        Path out = asked.output().path();
        try (FolderLock lock = FolderLock.acquire(out)) {
            Optional<SavedRestorerTraining> saved = TrainingFolder.decide(asked.output(), KIND);
            saved.ifPresent(asked::requireSame);
            SavedRestorerTraining request = saved.orElseGet(asked::resolve);
            control.note("reading the pictures of " + String.join(", ", request.data()));
            Photographs photographs = request.load();
            photographs.notes().forEach(control::note);
            RestorerTrainingRun run = new RestorerTrainingRun(out, request, photographs, device, control);
            if (asked.plan().length().minutes() != null && saved.isEmpty()) {
                TrainingPlan timed = asked.plan().timed(request.plan(), run::pace, control);
                run = new RestorerTrainingRun(out, request.withPlan(timed), photographs, device, control);
            }
            return run.run(saved.isPresent());
        }
    }

    private Pace pace() {
        try (RestorerModel model = build()) {
            return Pace.of(training(model), request.plan(), device);
        }
    }

    private RestorerTraining training(RestorerModel model) {
        return new RestorerTraining(model, request.task(), photographs, request.cropSide(), request.plan(), device);
    }

    private RestorerModel build() {
        try (TensorScope scope = TensorScope.open("build", device)) {
            RestorerModel model = RestorerModel.create(
                    request.task().network(), request.plan().seed());
            try {
                request.start().ifPresent(model::startAt);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private RestorerTrainOutcome run(boolean resumes) {
        try (RestorerModel model = build()) {
            RestorerTraining training = training(model);
            long steps = request.plan().totalSteps(training.samples());
            control.note("%s: %d pictures in their sizes, %d to validate on; %,d steps of %d crops of %d x %d"
                    .formatted(
                            request.task().network().task().name().toLowerCase(Locale.ROOT),
                            photographs.train().size(),
                            photographs.validation().size(),
                            steps,
                            request.plan().batch(),
                            request.cropSide(),
                            request.cropSide()));
            try (Trainer trainer = new Trainer(training, request.plan(), device)) {
                Checkpoint description = Checkpoint.of(request.plan(), request.setup(), photographs.hash(), steps);
                TrainingResult result = new CheckpointedTraining(out, description, CHECKPOINT_SECONDS)
                        .fit(trainer, resumes, request, control, List.of());
                return result.reason() == TrainingResult.Reason.INTERRUPTED
                        ? new RestorerTrainOutcome(out.toString(), result, null)
                        : finish(model, training, result);
            }
        }
    }

    private RestorerTrainOutcome finish(RestorerModel model, RestorerTraining training, TrainingResult result) {
        RestorerTraining.Gain now = gain(training);
        double before;
        try (RestorerModel first = build()) {
            before = gain(training(first)).restored();
        }
        RestorerTrainOutcome outcome = new RestorerTrainOutcome(
                out.toString(), result, new RestorerTrainOutcome.Gain(now.damaged(), before, now.restored()));
        Provenance provenance = new Provenance(
                String.join(", ", request.data()),
                photographs.hash(),
                photographs.train().size(),
                request.plan(),
                result,
                Provenance.currentVersions(),
                List.of(
                        new Provenance.Metric("validation_" + RestorerTraining.PSNR, now.restored()),
                        new Provenance.Metric("validation_" + RestorerTraining.PSNR_BEFORE, now.damaged())),
                List.of());
        RestorerFolder.save(out, model, request.task(), provenance);
        AtomicFiles.writeString(out.resolve(SavedTraining.FINISHED), Json.text(request) + "\n");
        AtomicFiles.writeString(
                out.resolve("README.md"), new RestorerCard(request, photographs, outcome, provenance).text());
        CheckpointListener.remove(out);
        SavedTraining.removeUnfinished(out);
        return outcome;
    }

    private RestorerTraining.Gain gain(RestorerTraining training) {
        try (TensorScope scope = TensorScope.open("measure", device);
                NoGrad noGrad = NoGrad.open()) {
            return training.gain();
        }
    }
}
