package io.diabolo.cli;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.json.Json;
import io.diabolo.model.Autoencoder;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One training from its request to the finished folder: {@code config.json}, {@code model.safetensors}, {@code README.md},
 * {@code reconstructions.png}, {@code history.csv}, {@code training.json}. Until the end an earlier model in the folder
 * stays as it is.
 */
final class TrainingRun {

    static final String SHEET = "reconstructions.png";
    private static final double CHECKPOINT_SECONDS = 30;

    private final Session session;
    private final CommonOptions common;
    private final Path out;
    private final TrainingRequest request;
    private final LoadedData data;
    private final Preprocessing preprocessing;

    TrainingRun(Session session, CommonOptions common, Path out, TrainingRequest request, LoadedData data) {
        this.session = session;
        this.common = common;
        this.out = out;
        this.request = request;
        this.data = data;
        this.preprocessing = Preprocessing.of(data.train());
    }

    /** @return the exit code */
    int run(boolean resumes) {
        Device device = common.startEngine();
        try (Autoencoder model = build(device);
                Trainer trainer =
                        new Trainer(model, data.train(), data.validation(), preprocessing, request.plan(), device)) {
            introduce(model);
            TrainingResult result = train(model, trainer, resumes);
            if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
                return ExitCodes.INTERRUPTED;
            }
            finish(model, result, device);
            return ExitCodes.OK;
        }
    }

    private Autoencoder build(Device device) {
        try (TensorScope scope = TensorScope.open("build", device)) {
            return request.architecture().build(request.plan().seed());
        }
    }

    private void introduce(Autoencoder model) {
        common.say(
                session,
                "data:  %s, samples %s"
                        .formatted(data.train().name(), data.train().shape()));
        common.say(
                session,
                "model: %s, %,d parameters; %,d steps of %d samples%s"
                        .formatted(
                                ModelCard.kind(
                                        request.architecture(),
                                        request.plan().noise().corruption()),
                                model.config().parameters(),
                                request.plan().totalSteps(data.train().size()),
                                request.plan().batch(),
                                request.plan().length().patience() > 0 ? " at most" : ""));
    }

    private TrainingResult train(Autoencoder model, Trainer trainer, boolean resumes) {
        Checkpoint description = Checkpoint.of(
                request.plan(),
                model.config(),
                data.train().hash(),
                request.plan().totalSteps(data.train().size()));
        if (resumes) {
            Checkpoint.restore(out, trainer, description);
        } else {
            CheckpointListener.remove(out);
            AtomicFiles.writeString(out.resolve(TrainingRequest.UNFINISHED), Json.text(request) + "\n");
        }
        try (CtrlC ctrlC = CtrlC.watch();
                ProgressListener progress = new ProgressListener(session, common);
                HistoryListener history = new HistoryListener(out);
                TensorBoardListener board = new TensorBoardListener(request.tensorboard(), out)) {
            trainer.listen(progress)
                    .listen(history)
                    .listen(board)
                    .listen(new CheckpointListener(out, description, CHECKPOINT_SECONDS))
                    .stopWhen(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            TrainingResult result = trainer.fit();
            progress.close();
            if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
                // Before ctrlC closes: the process ends then.
                common.say(
                        session,
                        "interrupted at step %,d; go on with: ./diabolo train --resume --out %s"
                                .formatted(result.steps(), ModelCard.quoted(out.toString())));
            }
            return result;
        }
    }

    private void finish(Autoencoder model, TrainingResult result, Device device) {
        Provenance provenance = PictureAutoencoder.provenance(data.train(), request.plan(), result);
        PictureAutoencoder autoencoder = PictureAutoencoder.of(model, preprocessing, provenance, device);
        // What was learned is safe before it is measured, which takes a while on large data.
        autoencoder.save(out);
        AtomicFiles.writeString(out.resolve(TrainingRequest.FINISHED), Json.text(request) + "\n");
        TestResult test =
                TestResult.measure(autoencoder, data, request.plan().noise().corruption(), common.precision(), device);
        Provenance measured = provenance.withMetrics(test.metrics());
        Optional<Picture> sheet = SampleSheet.ofTest(
                autoencoder, data.test(), request.plan().noise().corruption(), device);
        sheet.ifPresent(picture -> PictureFiles.write(out.resolve(SHEET), picture));
        AtomicFiles.writeString(
                out.resolve("README.md"),
                new ModelCard(request, data, result, measured, test, sheet.isPresent()).text(out));
        autoencoder.save(out, measured);
        CheckpointListener.remove(out);
        removeRequest();
        report(result, test, sheet.isPresent());
    }

    private void removeRequest() {
        Path file = out.resolve(TrainingRequest.UNFINISHED);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputException("%s cannot be removed: %s".formatted(file, e), e);
        }
    }

    private void report(TrainingResult result, TestResult test, boolean pictured) {
        if (common.json()) {
            common.answer(session, new Summary(out.toString(), result, test), () -> "");
        } else if (!common.quiet()) {
            common.answer(
                    session,
                    result,
                    () ->
                            "%s %,d steps, %.0f s, %,.0f images/s; best validation loss %.5g at step %,d%n%n%s%nmodel:   %s%n%s"
                                    .formatted(
                                            result.reason() == TrainingResult.Reason.STOPPED_EARLY
                                                    ? "stopped early after"
                                                    : "trained",
                                            result.steps(),
                                            result.seconds(),
                                            result.imagesPerSecond(),
                                            result.bestValidationLoss(),
                                            result.bestStep(),
                                            test.table(),
                                            out,
                                            pictured ? "picture: " + out.resolve(SHEET) + "\n" : ""));
        }
    }

    /** The answer of {@code train --json}. */
    private record Summary(String model, TrainingResult training, TestResult test) {}
}
