package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;

/** One training, in a process of its own, of which time and memory are looked at. */
final class ScalePoint {

    private static final double LEARNING_RATE = 1e-5;

    private static final int WATCHED = 100;

    private ScalePoint() {}

    static Answer measure(Request request) {
        long start = System.nanoTime();
        Dataset data = DataSource.openWhole(Path.of(request.data()), DataOptions.defaults());
        Preprocessing preprocessing = Preprocessing.of(data);
        double loadSeconds = Task.secondsSince(start);
        Dataset watched = RowSubset.of(data, Batches.range(0, WATCHED, data.size()));
        try (Autoencoder model = SuitedConfig.of(config(request, data), preprocessing, false)
                        .build(1);
                Trainer trainer = new Trainer(
                        model,
                        data,
                        watched,
                        preprocessing,
                        // A rate that the widest networks can take: what is learned does not matter here.
                        TrainTask.plan(request.batch(), request.steps()).withLearningRate(LEARNING_RATE),
                        Device.CPU)) {
            Watch watch = new Watch(request.steps());
            double seconds = trainer.listen(watch).fit().seconds();
            return new Answer(
                    data.size(),
                    (long) data.size() * data.shape().elements(),
                    loadSeconds,
                    seconds,
                    Memory.peakBytes(),
                    watch.lateBytes - watch.earlyBytes,
                    watch.lateTensors - watch.earlyTensors);
        }
    }

    private static AutoencoderConfig config(Request request, Dataset data) {
        if (request.width() == 0) {
            return AutoencoderConfig.conv(data.shape(), request.latent());
        }
        List<Integer> widths = List.of(request.width(), Math.max(1, request.width() / 2));
        return AutoencoderConfig.mlp(data.shape(), request.latent())
                .withBody(new MlpBody(widths, Activation.GELU, Normalization.NONE, 0));
    }

    /**
     * @param ask {@code scale}
     * @param data a file or folder that is read like any other
     * @param width of an MLP's first layer, its second has half; 0 for the convolutional network
     */
    record Request(String ask, String data, int latent, int width, int batch, long steps) {}

    /**
     * @param samples in the data
     * @param dataBytes they take
     * @param loadSeconds from the file to rows
     * @param seconds of the steps
     * @param peakBytes the largest resident memory of the process
     * @param growthBytes of resident memory from a tenth of the steps to the last
     * @param growthTensors of the number of live tensors over the same steps
     */
    record Answer(
            int samples,
            long dataBytes,
            double loadSeconds,
            double seconds,
            long peakBytes,
            long growthBytes,
            long growthTensors) {}

    /** Looks at the memory early and late. */
    private static final class Watch implements TrainingListener {

        private final long early;
        private final long late;
        private long earlyBytes;
        private long earlyTensors;
        private long lateBytes;
        private long lateTensors;

        Watch(long steps) {
            early = Math.max(1, steps / 10);
            late = steps;
        }

        @Override
        public void stepped(long step, double loss, int examples) {
            if (step == early) {
                earlyBytes = Memory.residentBytes();
                earlyTensors = TensorScope.liveTensors();
            }
            if (step == late) {
                lateBytes = Memory.residentBytes();
                lateTensors = TensorScope.liveTensors();
            }
        }
    }
}
