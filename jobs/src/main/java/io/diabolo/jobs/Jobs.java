package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.compress.folder.CodecRefiner;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final CodecSource codecs;

    /**
     * Starts nothing yet.
     *
     * @param threads of the engine, all jobs together; 0 for one a processor
     * @param sideBySide how many jobs run at once, each with its share of the threads; others wait
     * @param device where they compute
     */
    public Jobs(int threads, int sideBySide, Device device) {
        this(threads, sideBySide, () -> device);
    }

    /**
     * As the other, for a process that may have no engine: {@link Device} cannot be named without one.
     *
     * @param device asked by the first job that needs it
     */
    public Jobs(int threads, int sideBySide, Supplier<Device> device) {
        this(new EngineTurns(threads, sideBySide, device), CodecSource.installed());
    }

    private Jobs(EngineTurns turns, CodecSource codecs) {
        this.turns = turns;
        this.codecs = codecs;
    }

    /** The same threads and device, with picture codecs from elsewhere. */
    public Jobs withCodecs(CodecSource source) {
        return new Jobs(turns, source);
    }

    /** Models that answer from memory, beside whatever else runs; the caller closes them. */
    public LiveModels models() {
        return new LiveModels(turns);
    }

    /** Detectors that judge data and answer from memory, beside whatever else runs; the caller closes them. */
    public LiveDetectors detectors() {
        return new LiveDetectors(turns);
    }

    /** The picture codec and the restorers on pictures in memory. Needs no engine. */
    public LivePictures pictures() {
        return new LivePictures(turns.withoutEngine(threads -> threads), () -> codec(null));
    }

    /** Trains a model, or continues a training. */
    public TrainOutcome train(TrainRequest request, JobControl control) {
        return turns.share(control.stop(), device -> TrainingRun.run(request, null, device, control));
    }

    /**
     * As {@link #train(TrainRequest, JobControl)}, where this machine cannot see the data that the request names: what is written
     * names that data, and what is read is a copy of it.
     */
    public TrainOutcome train(TrainRequest request, Path copy, JobControl control) {
        return turns.share(control.stop(), device -> TrainingRun.run(request, copy, device, control));
    }

    /** Measures a model on the test part, beside PCA and the mean. */
    public TestResult evaluate(EvaluateRequest request, JobControl control) {
        return turns.share(control.stop(), device -> {
            try (TrainedModel model = TrainedModel.load(Path.of(request.model()), device)) {
                LoadedData data = request.load(model, control);
                data.notes().forEach(control::note);
                return TestResult.measure(
                        model,
                        data,
                        request.precision().ofUse(),
                        new TestResult.Nats(request.importance(), FittedPriors.ofCurrent(request.model(), control)));
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

    /** Writes samples that nobody has seen. */
    public GenerateRequest.Outcome generate(GenerateRequest request, JobControl control) {
        return turns.share(control.stop(), device -> GenerateJob.run(request, device, control));
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

    /**
     * Makes small files of pictures, and goes on after a picture that fails: the outcome names it. Needs the engine for the highest
     * efforts alone.
     */
    public CompressOutcome compress(CompressRequest request, JobControl control) {
        Codec codec = codec(request.codec());
        return coding(
                codec,
                request.effort(),
                () -> ArchiveJobs.weights(request.codec(), codec),
                control,
                coding -> CompressJob.run(request, codec.id(), coding, control));
    }

    /**
     * Work on pictures with a codec, in this process.
     *
     * @param effort as {@link CompressRequest} has it
     * @param weights of the codec, for the highest efforts
     */
    private <R> R coding(
            Codec codec,
            @Nullable Integer effort,
            Supplier<byte[]> weights,
            JobControl control,
            Function<PictureCoding, R> work) {
        int steps = CompressRequest.steps(effort);
        if (steps == 0) {
            return turns.withoutEngine(threads -> {
                try (CodingHere coding = new CodingHere(codec, threads, control.stop())) {
                    return work.apply(coding);
                }
            });
        }
        Codec stoppable =
                turns.withoutEngine(threads -> codec.withThreads(threads).withStop(control.stop()));
        return turns.share(control.stop(), device -> {
            try (CodecRefiner refiner = new CodecRefiner(weights.get(), steps, device)) {
                return work.apply(PictureCoding.here(stoppable.withRefiner(refiner)));
            }
        });
    }

    /**
     * As {@link #compress(CompressRequest, JobControl)}, on a cluster, with the same bytes. A table beside the folder of the results,
     * {@code NAME.refused.csv}, says which pictures failed and why.
     *
     * @param request whose output is a folder; all machines see it, and the pictures, under the paths of this one
     * @param master as {@link ClusterRequest} has it
     */
    public CompressOutcome compress(CompressRequest request, String master, JobControl control) {
        return CodingOnCluster.compress(request, master, codec(request.codec()), control);
    }

    /** Makes pictures of small files. Needs no engine, and goes on after a file that fails: the outcome names it. */
    public DecompressOutcome decompress(DecompressRequest request, JobControl control) {
        return turns.withoutEngine(threads -> DecompressJob.run(request, codecs(request, threads), control));
    }

    /** Compares a picture codec with others. Needs no engine. */
    public CodecEvalOutcome evaluateCodec(CodecEvalRequest request, JobControl control) {
        return turns.withoutEngine(
                threads -> CodecEvalJob.run(request, codec(request.codec()).withThreads(threads), control));
    }

    /** Makes an archive of pictures, or goes on with what a killed run left of it. Needs the engine for the highest efforts alone. */
    public ArchiveOutcome createArchive(ArchiveCreateRequest request, JobControl control) {
        Codec codec = codec(request.codec());
        Supplier<byte[]> weights = () -> ArchiveJobs.weights(request.codec(), codec);
        byte[] carried = request.options().embedCodec() ? weights.get() : new byte[0];
        return coding(
                codec,
                request.effort(),
                weights,
                control,
                coding -> ArchiveFilling.create(request, codec, carried, coding, control));
    }

    /**
     * As {@link #createArchive(ArchiveCreateRequest, JobControl)}, with pictures that a cluster codes, all of whose machines see them
     * under the paths of this one; only this one sees the archive, which has the same bytes.
     *
     * @param master as {@link ClusterRequest} has it
     */
    public ArchiveOutcome createArchive(ArchiveCreateRequest request, String master, JobControl control) {
        return CodingOnCluster.createArchive(request, master, codec(request.codec()), control);
    }

    /** Puts more pictures into an archive, at its own quality. Needs the engine for the highest efforts alone. */
    public ArchiveOutcome addToArchive(ArchiveAddRequest request, JobControl control) {
        Path archive = Path.of(request.archive());
        Codec codec = ArchiveJobs.codec(archive, request.codec(), codecs);
        return coding(
                codec,
                request.effort(),
                () -> ArchiveJobs.weights(archive, request.codec(), codec),
                control,
                coding -> ArchiveFilling.add(request, codec, coding, control));
    }

    /**
     * As {@link #addToArchive(ArchiveAddRequest, JobControl)}, with pictures that a cluster codes, as in
     * {@link #createArchive(ArchiveCreateRequest, String, JobControl)}.
     *
     * @param master as {@link ClusterRequest} has it
     */
    public ArchiveOutcome addToArchive(ArchiveAddRequest request, String master, JobControl control) {
        Codec codec = ArchiveJobs.codec(Path.of(request.archive()), request.codec(), codecs);
        return CodingOnCluster.addToArchive(request, master, codec, control);
    }

    /** Makes pictures of those in an archive. Needs no engine, and goes on after one that fails: the outcome names it. */
    public ArchiveExtractOutcome extractArchive(ArchiveExtractRequest request, JobControl control) {
        return turns.withoutEngine(threads -> ArchiveJobs.extract(
                request,
                ArchiveJobs.codec(Path.of(request.archive()), request.codec(), codecs)
                        .withThreads(threads),
                control));
    }

    /** Checks every picture of an archive against its checksums. Needs neither engine nor codec. */
    public ArchiveCheck verifyArchive(Path archive, JobControl control) {
        return ArchiveJobs.verify(archive, control);
    }

    /** Cleans, repairs or enlarges pictures. Needs no engine, and goes on after a picture that fails: the outcome names it. */
    public RestoreOutcome restore(RestoreRequest request, JobControl control) {
        return turns.withoutEngine(threads -> RestoreJob.run(request, threads, control));
    }

    /** Trains a restorer of pictures, or continues that. */
    public RestorerTrainOutcome trainRestorer(RestorerTrainRequest request, JobControl control) {
        return turns.share(control.stop(), device -> RestorerTrainingRun.run(request, device, control));
    }

    /** Measures a restorer of pictures beside simple methods. */
    public RestorerEvalOutcome evaluateRestorer(RestorerEvalRequest request, JobControl control) {
        return turns.share(
                control.stop(),
                device -> turns.withoutEngine(threads -> RestorerEvalJob.run(request, threads, control)));
    }

    private Codec codec(@Nullable String folder) {
        return codecs.open(folder == null ? null : Path.of(folder));
    }

    /** The codec that a file names, each read once; or the one that was asked for, whatever a file names. */
    private Function<String, Codec> codecs(DecompressRequest request, int threads) {
        if (request.codec() != null) {
            Codec own = codec(request.codec()).withThreads(threads);
            return id -> own;
        }
        Map<String, Codec> read = new HashMap<>();
        return id -> read.computeIfAbsent(id, wanted -> codecs.released(wanted).withThreads(threads));
    }

    /** Trains an autoencoder on samples and writes the codes of all of them. */
    public ReduceRequest.Outcome reduce(ReduceRequest request, JobControl control) {
        return turns.share(control.stop(), device -> ReduceJob.run(request, device, control));
    }

    /** Draws the codes of samples in a plane. */
    public MapRequest.Outcome map(MapRequest request, JobControl control) {
        return turns.share(control.stop(), device -> MapJob.run(request, device, control));
    }

    /** Takes noise away from signals. Needs no engine, but for a model. */
    public DenoiseSignalRequest.Outcome denoiseSignal(DenoiseSignalRequest request, JobControl control) {
        String model = request.model();
        return model == null
                ? turns.withoutEngine(threads -> DenoiseSignalJob.run(request, control))
                : turns.share(control.stop(), device -> DenoiseSignalJob.run(request, model, device, control));
    }

    /** Trains a denoiser of signals, or continues that. */
    public SignalTrainOutcome trainSignalDenoiser(SignalTrainRequest request, JobControl control) {
        return turns.share(control.stop(), device -> SignalTrainingRun.run(request, device, control));
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
