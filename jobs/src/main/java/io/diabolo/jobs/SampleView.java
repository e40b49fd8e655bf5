package io.diabolo.jobs;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.linear.Pca;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.util.List;
import java.util.stream.IntStream;

/** Shows a watcher what a model in training makes of a few validation samples. */
final class SampleView implements TrainingListener {

    private static final int COUNT = 8;
    private static final long NOISE_SEED = 1;
    private static final long INTERVAL_NANOS = 1_000_000_000;

    /** Principal components of larger samples take longer than what a watcher may cost. */
    private static final int MOST_ELEMENTS = 2_048;

    private final SampleWatcher watcher;
    private final Autoencoder model;
    private final TrainingPlan plan;
    private final Preprocessing preprocessing;
    private final LoadedData data;
    private final Device device;
    private long shownNanos = System.nanoTime() - INTERVAL_NANOS;

    SampleView(
            SampleWatcher watcher,
            Autoencoder model,
            TrainingPlan plan,
            Preprocessing preprocessing,
            LoadedData data,
            Device device) {
        this.watcher = watcher;
        this.model = model;
        this.plan = plan;
        this.preprocessing = preprocessing;
        this.data = data;
        this.device = device;
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
        boolean comparable = model.config().loss() == Distortion.MSE
                && !model.config().bottleneck().penalised()
                && plan.noise().corruption().isNone()
                && !data.train().hasGaps();
        int elements = preprocessing.shape().elements();
        if (comparable && elements <= MOST_ELEMENTS) {
            try (Pca pca = Pca.fit(data.train(), preprocessing, model.config().latent())) {
                watcher.reference(pca.mse(data.validation(), List.of(pca.count()))[0] * elements);
            }
        }
    }

    @Override
    public void validated(Trainer trainer, Validation validation) {
        long now = System.nanoTime();
        if (preprocessing.shape().isPicture() && now - shownNanos >= INTERVAL_NANOS) {
            shownNanos = now;
            watcher.reconstructed(shown(validation.step()));
        }
    }

    /** With the weights that are kept. */
    @Override
    public void finished(Trainer trainer, TrainingResult result) {
        if (preprocessing.shape().isPicture()) {
            watcher.reconstructed(shown(result.steps()));
        }
    }

    private SampleWatcher.Reconstructions shown(long step) {
        Dataset validation = data.validation();
        int count = Math.min(COUNT, validation.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * validation.size() / count))
                .toArray();
        ArrayPreprocessing arrays = preprocessing.asArrays();
        try (TensorScope scope = TensorScope.open("view", device);
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.ofStep(NOISE_SEED, 0)) {
            Example clean = new Batches(RowSubset.of(validation, rows), arrays).example(Batches.range(0, count, count));
            Example seen = plan.noise().corruption().corrupt(clean, arrays.range(), random);
            return new SampleWatcher.Reconstructions(
                    step,
                    files(clean.input().toFloats(), count, arrays),
                    files(seen.input().toFloats(), count, arrays),
                    files(
                            model.reconstruct(seen.modelInput(model.config().maskInput()))
                                    .toFloats(),
                            count,
                            arrays));
        }
    }

    private static List<byte[]> files(float[] values, int count, ArrayPreprocessing arrays) {
        return IntStream.range(0, count)
                .mapToObj(i -> arrays.toPicture(values, i))
                .map(Picture::toBufferedImage)
                .map(HeldPicture::of)
                .map(HeldPicture::png)
                .toList();
    }
}
