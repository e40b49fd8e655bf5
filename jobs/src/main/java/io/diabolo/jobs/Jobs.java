package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;

/**
 * Runs requests, and owns the engine's threads and device: one for a process. Each call runs on the calling thread and
 * returns when the job is done; several threads may call at once, and wait for their turn.
 *
 * <pre>{@code
 * Jobs jobs = new Jobs(0, 1, Device.CPU);
 * TrainOutcome outcome = jobs.train(TrainRequest.into(Path.of("my-model")), JobControl.none());
 * }</pre>
 *
 * <p>Failures are the exceptions of {@code io.diabolo.error}, {@code io.diabolo.engine.EngineException}, and
 * {@link java.util.concurrent.CancellationException} for a job that was stopped before it began. A folder in which another
 * job writes is refused.
 */
public final class Jobs {

    private final EngineTurns turns;

    /**
     * Starts nothing yet.
     *
     * @param threads of the engine, all jobs together; 0 for one a processor
     * @param sideBySide how many jobs run at once, each with its share of the threads; others wait
     * @param device where they compute
     */
    public Jobs(int threads, int sideBySide, Device device) {
        turns = new EngineTurns(threads, sideBySide, device);
    }

    public Device device() {
        return turns.device();
    }

    /** Trains a model, or continues a training. */
    public TrainOutcome train(TrainRequest request, JobControl control) {
        return turns.share(control.stop(), device -> TrainingRun.run(request, device, control));
    }

    /** Measures a model on the test part, beside PCA and the mean. */
    public TestResult evaluate(EvaluateRequest request, JobControl control) {
        return turns.share(control.stop(), device -> {
            try (TrainedModel model = TrainedModel.load(Path.of(request.model()), device)) {
                LoadedData data = request.load(model, control);
                data.notes().forEach(control::note);
                return TestResult.measure(model, data, request.precision().ofUse());
            }
        });
    }

    /** Writes the codes of samples. */
    public EncodeRequest.Outcome encode(EncodeRequest request, JobControl control) {
        CodeFiles.requireKnown(Path.of(request.out()));
        boolean arrays = takesArrays(request.model());
        return turns.share(
                control.stop(),
                device -> arrays
                        ? PictureJobs.encode(request, device, control)
                        : RowJobs.encode(request, device, control));
    }

    /** Writes the samples of codes. */
    public SamplesOutcome decode(DecodeRequest request, JobControl control) {
        CodeFiles codes = CodeFiles.read(Path.of(request.codes()));
        boolean arrays = takesArrays(request.model());
        return turns.share(
                control.stop(),
                device -> arrays ? PictureJobs.decode(request, codes, device) : RowJobs.decode(request, codes, device));
    }

    /** Writes samples as a model gives them back. */
    public SamplesOutcome reconstruct(ReconstructRequest request, JobControl control) {
        boolean arrays = takesArrays(request.model());
        return turns.share(
                control.stop(),
                device -> arrays
                        ? PictureJobs.reconstruct(request, device, control)
                        : RowJobs.reconstruct(request, device, control));
    }

    /** Trains and compares many models, or continues that. It deals out all threads by itself, and runs alone. */
    public StudyOutcome study(StudyRequest request, JobControl control) {
        return turns.whole(control.stop(), device -> StudyJob.run(request, device, control));
    }

    /** Trains a picture codec, or continues that. */
    public CodecTrainOutcome trainCodec(CodecTrainRequest request, JobControl control) {
        return turns.share(control.stop(), device -> CodecTrainingRun.run(request, device, control));
    }

    /** Trains an autoencoder on samples and writes the codes of all of them. */
    public ReduceRequest.Outcome reduce(ReduceRequest request, JobControl control) {
        return turns.share(control.stop(), device -> ReduceJob.run(request, device, control));
    }

    /** Fits a detector of what is abnormal. */
    public DetectFitRequest.Outcome fitDetector(DetectFitRequest request, JobControl control) {
        return turns.share(control.stop(), device -> DetectJobs.fit(request, device, control));
    }

    /** Says which samples are abnormal. */
    public DetectRequest.Outcome detect(DetectRequest request, JobControl control) {
        return turns.share(control.stop(), device -> DetectJobs.detect(request, control));
    }

    /**
     * Judges the files of a folder as they come, until it is stopped.
     *
     * @param parts told of each file, on the calling thread
     */
    public WatchRequest.Outcome watch(
            WatchRequest request, java.util.function.Consumer<WatchRequest.Part> parts, JobControl control) {
        return turns.share(control.stop(), device -> WatchJob.run(request, parts, control));
    }

    /** Measures a detector on samples whose labels are known, beside others. */
    public DetectEvalRequest.Outcome evaluateDetector(DetectEvalRequest request, JobControl control) {
        return turns.share(control.stop(), device -> DetectJobs.evaluate(request, control));
    }

    /** Gives a detector another threshold. */
    public DetectThresholdRequest.Outcome threshold(DetectThresholdRequest request, JobControl control) {
        return turns.share(control.stop(), device -> DetectJobs.threshold(request));
    }

    private static boolean takesArrays(String model) {
        Preprocessing preprocessing = ModelFolder.describe(Path.of(model)).preprocessing();
        return preprocessing instanceof ArrayPreprocessing;
    }
}
