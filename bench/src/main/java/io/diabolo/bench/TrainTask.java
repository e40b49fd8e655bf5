package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Precision;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.PrecisionParity;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;

/** A training through {@link Trainer}, as {@code ./diabolo train} does it, and its test error after the last step. */
final class TrainTask implements Task {

    /** As in the peers: Adam at this rate, half a cosine to the end, no warm-up. */
    private static final double LEARNING_RATE = 2e-3;

    private static final int WARM_UP_STEPS = 40;
    private static final int QUICK_WARM_UP_STEPS = 1;
    private static final int WATCHED = 500;

    private final AutoencoderConfig config;
    private final Dataset train;
    private final Dataset test;
    private final Dataset watched;
    private final Preprocessing preprocessing;
    private final TrainingPlan plan;
    private final double loadSeconds;

    TrainTask(Protocol.Setup setup) {
        config = setup.network().config();
        long start = System.nanoTime();
        train = DataSource.openWhole(Path.of(setup.train()), DataOptions.defaults());
        test = DataSource.openWhole(Path.of(setup.test()), DataOptions.defaults());
        loadSeconds = Task.secondsSince(start);
        // The trainer wants something to validate; that is neither timed nor used to choose anything here.
        watched = RowSubset.of(train, Batches.range(0, WATCHED, train.size()));
        preprocessing = Preprocessing.of(train);
        plan = plan(setup.batch(), setup.images() / setup.batch())
                .withPrecision(PrecisionParity.auto(config, Device.CPU));
        fit(plan.withSteps(setup.quick() ? QUICK_WARM_UP_STEPS : WARM_UP_STEPS));
    }

    /** The optimiser, rate and schedule that all sides share. */
    static TrainingPlan plan(int batch, long steps) {
        return TrainingPlan.auto()
                .withBatch(batch)
                .withSteps(steps)
                .with(TrainingPlan.Optimization.auto()
                        .withLearningRate(LEARNING_RATE)
                        .withSchedule(Schedule.COSINE, 0))
                .withPatience(0);
    }

    @Override
    public double loadSeconds() {
        return loadSeconds;
    }

    @Override
    public Precision precision() {
        return plan.precision();
    }

    @Override
    public Protocol.Done round(long seed) {
        long start = System.nanoTime();
        Fit fit = fit(plan.withSeed(seed));
        return new Protocol.Done(
                (double) plan.length().steps() * plan.batch(),
                fit.seconds(),
                Task.secondsSince(start),
                fit.testError(),
                Memory.peakBytes());
    }

    @Override
    public Protocol.PartTimes parts(int steps) {
        int threads = Engine.threads();
        if (config.body() instanceof ConvBody) {
            Engine.setThreads(1); // a training gives each processor a share of the batch
        }
        try {
            return StepParts.measure(config, train, preprocessing, plan, steps);
        } finally {
            Engine.setThreads(threads);
        }
    }

    private Fit fit(TrainingPlan chosen) {
        double[] error = {Double.NaN};
        try (Autoencoder model = config.build(chosen.seed());
                Trainer trainer = new Trainer(model, train, watched, preprocessing, chosen, Device.CPU)) {
            // Before the best weights are put back: the peers keep their last ones.
            trainer.listen(new TrainingListener() {
                @Override
                public void finished(Trainer finished, TrainingResult result) {
                    error[0] = TestError.meanSquared(model, test, preprocessing);
                }
            });
            return new Fit(trainer.fit().seconds(), error[0]);
        }
    }

    @Override
    public void close() {}

    /** @param seconds of the steps, without validation */
    private record Fit(double seconds, double testError) {}
}
