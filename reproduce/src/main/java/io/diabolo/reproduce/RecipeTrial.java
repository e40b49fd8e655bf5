package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Precision;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * One dataset, body and latent size. What a recipe is worth is its error after a training of equal processor time: a few
 * steps are timed first, and the training gets as many as fit. Processor time is that of the one thread that trains, so that
 * other programs disturb little.
 *
 * @param convolves whether the body is convolutional
 * @param latent how many numbers the code has
 */
record RecipeTrial(RecipeData data, boolean convolves, int latent) {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int WATCHED_ROWS = 500;
    private static final int CHUNK_VALUES = 1 << 20;

    /** The validation error of PCA with the same latent size. */
    double pca() {
        try (Pca pca = Pca.fit(data.train(), preprocessing(), latent)) {
            return pca.mse(data.validation(), List.of(latent))[0];
        }
    }

    /** The mean squared error by element on validation data after {@code seconds} of one processor. */
    double error(Recipe recipe, double seconds, long seed) {
        TrainingPlan plan = recipe.plan()
                .apply(TrainingPlan.auto()
                        .withPrecision(Precision.BF16)
                        .withPatience(0)
                        .withSeed(seed));
        Stopwatch time = new Stopwatch();
        // A long warm-up keeps the weights: only the time of these steps matters.
        TrainingPlan timed = plan.withSteps(Stopwatch.STEPS)
                .with(plan.optimization().withSchedule(Schedule.COSINE, 100 * Stopwatch.STEPS));
        try (Autoencoder model = build(recipe, seed)) {
            train(model, timed, time);
        }
        try (Autoencoder model = build(recipe, seed)) {
            train(model, plan.withSteps(time.stepsWithin(seconds)), new TrainingListener() {});
            return error(model);
        }
    }

    private Preprocessing preprocessing() {
        return Preprocessing.of(data.train());
    }

    private Autoencoder build(Recipe recipe, long seed) {
        AutoencoderConfig config = convolves
                ? AutoencoderConfig.conv(preprocessing().shape(), latent)
                : AutoencoderConfig.mlp(preprocessing().shape(), latent);
        config = SuitedConfig.of(config, preprocessing(), false);
        return recipe.config().apply(config).build(seed, recipe.initialization());
    }

    private void train(Autoencoder model, TrainingPlan plan, TrainingListener listener) {
        Dataset validation = data.validation();
        Dataset watched = RowSubset.of(validation, Batches.range(0, WATCHED_ROWS, validation.size()));
        try (Trainer trainer = new Trainer(model, data.train(), watched, preprocessing(), plan, Device.CPU)) {
            trainer.listen(listener).fit();
        }
    }

    private double error(Autoencoder model) {
        Dataset validation = data.validation();
        Batches batches = new Batches(validation, preprocessing());
        int elements = preprocessing().shape().elements();
        int chunk = Math.max(1, CHUNK_VALUES / elements);
        double sum = 0;
        for (int first = 0; first < validation.size(); first += chunk) {
            try (TensorScope scope = TensorScope.open("validation");
                    NoGrad noGrad = NoGrad.open()) {
                Tensor x = batches.load(Batches.range(first, chunk, validation.size()));
                sum += model.reconstruct(x).sub(x).square().sum().item();
            }
        }
        return sum / validation.size() / elements;
    }

    /** Measures what happens before the first step, PCA for a linear path above all, and the median step. */
    private static final class Stopwatch implements TrainingListener {

        static final int STEPS = 50;

        private static final int WARM = 10;

        private final double[] seconds = new double[STEPS];
        private final long begin = CLOCK.getCurrentThreadCpuTime();
        private double preparation;
        private long last;

        @Override
        public void started(long step, long total, List<String> train, List<String> validation) {
            last = CLOCK.getCurrentThreadCpuTime();
            preparation = (last - begin) / 1e9;
        }

        @Override
        public void stepped(long step, double loss, int examples) {
            long now = CLOCK.getCurrentThreadCpuTime();
            seconds[(int) step - 1] = (now - last) / 1e9;
            last = now;
        }

        long stepsWithin(double limit) {
            double[] steady = Arrays.copyOfRange(seconds, WARM, STEPS);
            Arrays.sort(steady);
            return Math.max(1, Math.round((limit - preparation) / steady[steady.length / 2]));
        }
    }
}
