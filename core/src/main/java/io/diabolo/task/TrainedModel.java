package io.diabolo.task;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Precision;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.engine.ThreadTeam;
import io.diabolo.engine.Together;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model with its preprocessing and where it came from, for samples of every kind: datasets in, model values out. Pictures,
 * tables and series have classes of their own on top.
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class TrainedModel implements AutoCloseable {

    private static final int MOST_AT_ONCE = 512;

    /** Rows; for fewer a thread more costs more than it saves. */
    private static final int SMALLEST_SHARE = 32;

    private final Reconstructor model;
    private final ModelDescription description;
    private final Device device;
    private volatile boolean closed;

    private TrainedModel(Reconstructor model, ModelDescription description, Device device) {
        this.model = model;
        this.description = description;
        this.device = device;
    }

    /** Trains a model. */
    public static TrainedModel train(ModelConfig config, LoadedData data, TrainingPlan plan, TrainingOptions options) {
        return train(config, data, Preprocessing.of(data.train()), plan, options);
    }

    /** @param preprocessing of the training part, whose shape is the model's */
    public static TrainedModel train(
            ModelConfig config,
            LoadedData data,
            Preprocessing preprocessing,
            TrainingPlan plan,
            TrainingOptions options) {
        Reconstructor model = build(config, plan.seed(), options.device());
        try (Trainer trainer =
                new Trainer(model, data.train(), data.validation(), preprocessing, plan, options.device())) {
            for (TrainingListener listener : options.listeners()) {
                trainer.listen(listener);
            }
            TrainingResult result = trainer.stopWhen(options.stop()).fit();
            return of(model, preprocessing, provenance(data.train(), trainer.plan(), result), options.device());
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Reconstructor build(ModelConfig config, long seed, Device device) {
        try (TensorScope scope = TensorScope.open("build", device)) {
            return config.build(seed);
        }
    }

    /** Takes over a model that was trained elsewhere. */
    public static TrainedModel of(
            Reconstructor model, Preprocessing preprocessing, Provenance provenance, Device device) {
        return new TrainedModel(model, new ModelDescription(model.config(), preprocessing, provenance), device);
    }

    /** Reads a saved model. */
    public static TrainedModel load(Path folder, Device device) {
        ModelDescription description = ModelFolder.describe(folder);
        return new TrainedModel(ModelFolder.load(folder, device), description, device);
    }

    /** What a trained model remembers of its training. */
    public static Provenance provenance(Dataset train, TrainingPlan plan, TrainingResult result) {
        return new Provenance(
                train.name(),
                train.hash(),
                train.size(),
                plan,
                result,
                Provenance.currentVersions(),
                List.of(),
                result.warnings());
    }

    public void save(Path folder) {
        save(folder, description.provenance());
    }

    /** Saves with metrics that were measured since the training. */
    public void save(Path folder, Provenance provenance) {
        ModelFolder.save(folder, model(), description.preprocessing(), provenance);
    }

    public ModelDescription description() {
        return description;
    }

    public Preprocessing preprocessing() {
        return description.preprocessing();
    }

    public Device device() {
        return device;
    }

    /** @throws IllegalStateException after {@link #close} */
    public Reconstructor model() {
        if (closed) {
            throw new IllegalStateException("this model was closed");
        }
        return model;
    }

    /** @throws BadInputException of a model without a latent */
    public Autoencoder autoencoder() {
        if (model() instanceof Autoencoder autoencoder) {
            return autoencoder;
        }
        throw new BadInputException("this model is a %s, which has no latent: it only reconstructs"
                .formatted(model.config().kind()));
    }

    /**
     * How well it reconstructs data, whose input is corrupted as in training: a denoiser sees noise.
     *
     * @throws BadInputException if the data is not of the kind that the model was trained on
     */
    public Evaluation evaluate(Dataset data) {
        requireFit(data);
        return Evaluation.of(model(), preprocessing(), data, device, corruption());
    }

    private Corruption corruption() {
        return description.provenance().plan().noise().corruption().inUse();
    }

    /** As {@link #evaluate} of an autoencoder, with the code and the error of each sample. */
    public Evaluation.InDetail evaluateInDetail(Dataset data) {
        requireFit(data);
        return Evaluation.inDetail(autoencoder(), preprocessing(), data, device, corruption());
    }

    /** The codes of all samples. */
    public Codes encode(Dataset data) {
        Autoencoder autoencoder = autoencoder();
        requireFit(data);
        int latent = autoencoder.config().codeSize();
        float[] codes = new float[Math.multiplyExact(data.size(), latent)];
        inShares(
                data.size(),
                rows -> autoencoder.encode(input(data, rows)).toFloats(),
                (first, part) -> System.arraycopy(part, 0, codes, first * latent, part.length));
        return Codes.of(latent, codes);
    }

    /** Samples of codes in model values, in chunks of rows. */
    public void decode(Codes codes, Chunk chunks) {
        decode(codes, values -> values, chunks::accept);
    }

    /** As {@link #decode(Codes, Chunk)}, where the threads that decode make something of the values. */
    <R> void decode(Codes codes, Function<float[], R> made, Part<R> parts) {
        Autoencoder autoencoder = autoencoder();
        int latent = autoencoder.config().codeSize();
        if (codes.latent() != latent) {
            throw new BadInputException(
                    "these codes have %d numbers, this model's have %d".formatted(codes.latent(), latent));
        }
        inShares(
                codes.size(),
                rows -> made.apply(autoencoder
                        .decode(Tensor.of(codes.values(rows[0], rows.length), rows.length, latent))
                        .toFloats()),
                parts);
    }

    /** The reconstruction of all samples in model values, in chunks of rows. */
    public void reconstruct(Dataset data, Chunk chunks) {
        reconstruct(data, values -> values, chunks::accept);
    }

    /** As {@link #reconstruct(Dataset, Chunk)}, where the threads that reconstruct make something of the values. */
    <R> void reconstruct(Dataset data, Function<float[], R> made, Part<R> parts) {
        Reconstructor reconstructor = model();
        requireFit(data);
        inShares(
                data.size(),
                rows -> made.apply(reconstructor.reconstruct(input(data, rows)).toFloats()),
                parts);
    }

    /**
     * Goes through samples, a share for each thread at a time.
     *
     * @param work what is done with some rows, which follow one another
     * @param parts takes the results in the order of the rows, in the calling thread
     */
    private <R> void inShares(int size, Function<int[], R> work, Part<R> parts) {
        int atOnce = Batches.chunk(model().config().input(), MOST_AT_ONCE);
        int most = device == Device.CPU ? Engine.threads() : 1;
        int threads = Math.max(1, Math.min(most, Math.min(size, atOnce) / SMALLEST_SHARE));
        Precision precision = Autocast.current(device);
        try (ThreadTeam team = new ThreadTeam(threads)) {
            for (int first = 0; first < size; first += threads * atOnce) {
                int begin = first;
                int count = Math.min(threads * atOnce, size - first);
                List<Optional<R>> results = team.run(share -> {
                    int from = Together.begin(count, share, threads);
                    int to = Together.begin(count, share + 1, threads);
                    try (TensorScope scope = TensorScope.open("use of a model", device);
                            NoGrad noGrad = NoGrad.open();
                            Autocast autocast = Autocast.open(precision, device)) {
                        return from == to
                                ? Optional.empty()
                                : Optional.of(work.apply(Batches.range(begin + from, to - from, size)));
                    }
                });
                for (int share = 0; share < threads; share++) {
                    int at = first + Together.begin(count, share, threads);
                    results.get(share).ifPresent(result -> parts.accept(at, result));
                }
            }
        }
    }

    /** Tables and series say it themselves when they are read. */
    private void requireFit(Dataset data) {
        if (!(preprocessing() instanceof ArrayPreprocessing arrays)) {
            return;
        }
        if (!data.shape().equals(arrays.shape())) {
            throw new BadInputException(
                    "the model takes samples %s, the data has %s; read it in that size and with as many channels"
                            .formatted(arrays.shape(), data.shape()));
        }
        if (data.isBytes() != arrays.bytes()) {
            throw new BadInputException("the model was trained on %s, the data holds %s; give data of the same kind"
                    .formatted(arrays.bytes() ? "bytes" : "floats", data.isBytes() ? "bytes" : "floats"));
        }
    }

    private Tensor input(Dataset data, int[] rows) {
        return new Batches(data, preprocessing())
                .example(rows)
                .modelInput(model.config().maskInput());
    }

    /** Takes what was made of the samples from one on. */
    interface Part<R> {
        void accept(int first, R result);
    }

    /** Takes samples in model values. */
    public interface Chunk {

        /**
         * @param first the number of the first sample
         * @param values [n, C, *S], the samples from there on
         */
        void accept(int first, float[] values);
    }

    @Override
    public void close() {
        closed = true;
        model.close();
    }
}
