package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.compress.folder.CodecFolder;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.training.CodecTraining;
import io.diabolo.compress.training.Photographs;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One training of a codec from its request to the finished folder. */
final class CodecTrainingRun {

    private static final double CHECKPOINT_SECONDS = 120;
    private static final double SNAPSHOT_SECONDS = 600;
    private static final int TIMED_STEPS = 12;

    private final Session session;
    private final CommonOptions common;
    private final Path out;
    private final @Nullable Double minutes;
    private CodecRequest request;

    /** @param minutes that the training shall take; null for the steps of the request's plan */
    CodecTrainingRun(Session session, CommonOptions common, Path out, CodecRequest request, @Nullable Double minutes) {
        this.session = session;
        this.common = common;
        this.out = out;
        this.request = request;
        this.minutes = minutes;
    }

    /** @return the exit code */
    int run(boolean resumes) {
        Device device = common.startEngine();
        Photographs photographs = request.load();
        photographs.notes().forEach(note -> common.say(session, note));
        if (minutes != null) {
            request = request.withPlan(request.plan().withSteps(stepsIn(minutes, photographs, device)));
        }
        try (CompressionModel model = build(device)) {
            CodecTraining training = new CodecTraining(model, photographs, request.crop(), request.plan(), device);
            if (!resumes && request.from() == null) {
                training.start();
            }
            common.say(
                    session,
                    "%d photographs, %d to validate on; %,d steps of %d crops of %d x %d"
                            .formatted(
                                    photographs.train().size(),
                                    photographs.validation().size(),
                                    request.plan().length().steps(),
                                    request.plan().batch(),
                                    request.crop(),
                                    request.crop()));
            try (Trainer trainer = new Trainer(training, request.plan(), device)) {
                trainer.listen(snapshots(model, photographs));
                TrainingResult result = train(trainer, photographs, resumes);
                if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
                    return ExitCodes.INTERRUPTED;
                }
                finish(model, training, photographs, result, device);
                return ExitCodes.OK;
            }
        }
    }

    private CompressionModel build(Device device) {
        if (request.from() != null) {
            return CodecFolder.load(Path.of(request.from()), device);
        }
        try (TensorScope scope = TensorScope.open("build", device)) {
            return CompressionModel.create(
                    request.architecture(), request.plan().seed());
        }
    }

    /** How many steps take so long, from the middle of a few that are timed on a model of their own. */
    private long stepsIn(double wanted, Photographs photographs, Device device) {
        try (CompressionModel model = build(device);
                StepTimes times = new StepTimes(
                        new CodecTraining(model, photographs, request.crop(), request.plan(), device),
                        request.plan(),
                        device)) {
            return Math.max(1, Math.round(wanted * 60 / times.median(TIMED_STEPS)));
        }
    }

    /** The best codec so far, which can be looked at and trained further while the training goes on. */
    private TrainingListener snapshots(CompressionModel model, Photographs photographs) {
        return new TrainingListener() {
            private double last;

            @Override
            public void validated(Trainer trainer, Validation point) {
                if (point.seconds() - last >= SNAPSHOT_SECONDS) {
                    last = point.seconds();
                    trainer.withBest(() -> CodecFolder.save(
                            out, model, request.name(), provenance(photographs, soFar(point), List.of())));
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

    private Provenance provenance(Photographs photographs, TrainingResult training, List<Provenance.Metric> metrics) {
        return new Provenance(
                String.join(", ", request.data()),
                photographs.hash(),
                photographs.train().size(),
                request.plan(),
                training,
                PictureAutoencoder.versions(),
                metrics,
                List.of());
    }

    private TrainingResult train(Trainer trainer, Photographs photographs, boolean resumes) {
        Checkpoint description = Checkpoint.of(
                request.plan(),
                request.setup(),
                photographs.hash(),
                request.plan().length().steps());
        if (resumes) {
            Checkpoint.restore(out, trainer, description);
        } else {
            CheckpointListener.remove(out);
            AtomicFiles.writeString(out.resolve(TrainingRequest.UNFINISHED), Json.text(request) + "\n");
        }
        try (CtrlC ctrlC = CtrlC.watch();
                ProgressListener progress = new ProgressListener(session, common);
                HistoryListener history = new HistoryListener(out)) {
            TrainingResult result = trainer.listen(progress)
                    .listen(history)
                    .listen(new CheckpointListener(out, description, CHECKPOINT_SECONDS))
                    .stopWhen(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean())
                    .fit();
            progress.close();
            if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
                // Before ctrlC closes: the process ends then.
                common.say(
                        session,
                        "interrupted at step %,d; go on with: ./diabolo codec train --resume --out %s"
                                .formatted(result.steps(), ModelCard.quoted(out.toString())));
            }
            return result;
        }
    }

    private void finish(
            CompressionModel model,
            CodecTraining training,
            Photographs photographs,
            TrainingResult result,
            Device device) {
        Trainable.Measured measured = measure(training, device);
        List<Provenance.Metric> metrics = IntStream.range(0, measured.names().size())
                .mapToObj(i -> new Provenance.Metric(
                        "validation_" + measured.names().get(i),
                        measured.values().get(i)))
                .toList();
        Provenance provenance = provenance(photographs, result, metrics);
        CodecFolder.save(out, model, request.name(), provenance);
        AtomicFiles.writeString(out.resolve(TrainingRequest.FINISHED), Json.text(request) + "\n");
        CodecCard card = new CodecCard(request, photographs, result, provenance);
        AtomicFiles.writeString(out.resolve("README.md"), card.text());
        CheckpointListener.remove(out);
        try {
            Files.deleteIfExists(out.resolve(TrainingRequest.UNFINISHED));
        } catch (IOException e) {
            throw new OutputException("%s cannot be tidied up: %s".formatted(out, e), e);
        }
        if (common.json() || !common.quiet()) {
            common.answer(session, new Summary(out.toString(), result, metrics), () -> "%s\ncodec: %s\n"
                    .formatted(card.rates(), out.resolve(Codec.WEIGHTS)));
        }
    }

    private static Trainable.Measured measure(CodecTraining training, Device device) {
        try (TensorScope scope = TensorScope.open("measure", device);
                io.diabolo.engine.NoGrad noGrad = io.diabolo.engine.NoGrad.open()) {
            return training.validate();
        }
    }

    /** The answer of {@code codec train --json}. */
    private record Summary(String codec, TrainingResult training, List<Provenance.Metric> metrics) {}
}
