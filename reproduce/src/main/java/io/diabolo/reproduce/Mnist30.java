package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Precision;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.model.Autoencoder;
import io.diabolo.nn.Initialization;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * MNIST at 30 latents: the mean over the test set of the summed squared error of an image with pixels in [0, 1].
 *
 * <p>All 60,000 training images are trained on; the recipe was chosen with the last 10,000 of them held out. The test
 * images are read once, after the last step.
 *
 * @source Hinton and Salakhutdinov 2006, Reducing the dimensionality of data with neural networks
 */
public final class Mnist30 {

    private static final int LATENT = 30;
    private static final int CHUNK = 500;

    private final Dataset train;
    private final Dataset test;
    private final Preprocessing preprocessing;
    private final int epochs;

    /** @param heldOut the last training images are measured instead of the test images, and not trained on; 0 for none */
    private Mnist30(Path folder, int epochs, int heldOut) {
        Dataset all = DataSource.openWhole(folder.resolve("train-images-idx3-ubyte.gz"), DataOptions.defaults());
        int first = all.size() - heldOut;
        train = heldOut == 0 ? all : RowSubset.of(all, Batches.range(0, first, first));
        test = heldOut == 0
                ? DataSource.openWhole(folder.resolve("t10k-images-idx3-ubyte.gz"), DataOptions.defaults())
                : RowSubset.of(all, Batches.range(first, heldOut, all.size()));
        preprocessing = Preprocessing.of(train);
        this.epochs = epochs;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/mnist30 DIR [--seeds N] [--epochs N] [--hold-out N]   DIR holds MNIST's four idx.gz files; --hold-out measures the last N training images instead of the test images");
            System.exit(2);
        }
        int seeds = option(args, "--seeds", 1);
        int heldOut = option(args, "--hold-out", 0);
        Mnist30 mnist = new Mnist30(Path.of(args[0]), option(args, "--epochs", Mnist30Networks.EPOCHS), heldOut);
        System.out.printf(
                "%-42s %9s %9s %9s%n",
                "summed squared error of an image", "train", heldOut == 0 ? "test" : "held out", "minutes");
        System.out.printf("%-42s %9s %9.2f%n", "published: autoencoder (2006)", "", 3.00);
        System.out.printf("%-42s %9s %9.2f%n", "published: PCA-30", "", 13.87);
        System.out.printf("%-42s %9s %9.3f%n", "PCA-30, measured here", "", mnist.pca());
        double sum = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            mnist.run("classic 784-1000-500-250-30, seed " + seed, true, seed);
            sum += mnist.run("linear path + network, seed " + seed, false, seed);
        }
        System.out.printf("%.3f%n", sum / seeds);
    }

    private static int option(String[] args, String name, int otherwise) {
        for (int i = 1; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return Integer.parseInt(args[i + 1]);
            }
        }
        return otherwise;
    }

    private double pca() {
        try (Pca pca = Pca.fit(train, preprocessing, LATENT)) {
            return pca.mse(test, List.of(LATENT))[0] * train.shape().elements();
        }
    }

    private double run(String name, boolean classic, long seed) {
        // The classic network is small: it takes twice the passes in half of the time.
        int passes = classic ? 2 * epochs : epochs;
        TrainingPlan plan = TrainingPlan.auto()
                .withEpochs(passes)
                .withBatch(256)
                .with(TrainingPlan.Optimization.auto()
                        .withLearningRate(2e-3)
                        .withSchedule(Schedule.COSINE, passes * 7L))
                .withAugmentation(0.7)
                .withPrecision(Precision.BF16)
                .withPatience(0)
                .withSeed(seed);
        // The weights that are kept are those with the least error on these images, which are trained on: no image is
        // set
        // aside, and none of the test part chooses anything.
        Dataset watched = RowSubset.of(train, Batches.range(0, 1_000, train.size()));
        try (Autoencoder model = (classic
                                ? Mnist30Networks.classic(train.shape())
                                : Mnist30Networks.linearPath(train.shape()))
                        .build(seed, Initialization.HE);
                Trainer trainer = new Trainer(model, train, watched, preprocessing, plan, Device.CPU)) {
            if (classic) {
                Mnist30Networks.carryPca(model, train, preprocessing);
            } else {
                Mnist30Networks.startAtPca(model, train, preprocessing);
            }
            trainer.listen(new Curve(name));
            double minutes = trainer.fit().seconds() / 60;
            double trainError = squaredError(model, train);
            double testError = squaredError(model, test);
            System.out.printf("%-42s %9.3f %9.3f %9.1f%n", name, trainError, testError, minutes);
            return testError;
        }
    }

    /** With reconstructions limited to [0, 1], as pixels are. */
    private double squaredError(Autoencoder model, Dataset data) {
        Batches batches = new Batches(data, preprocessing);
        double sum = 0;
        for (int first = 0; first < data.size(); first += CHUNK) {
            try (TensorScope scope = TensorScope.open("test");
                    NoGrad noGrad = NoGrad.open()) {
                Tensor x = batches.load(Batches.range(first, CHUNK, data.size()));
                sum += model.reconstruct(x).clamp(0, 1).sub(x).square().sum().item();
            }
        }
        return sum / data.size();
    }

    /** Ten lines a training, on the error stream. */
    private record Curve(String name) implements TrainingListener {

        @Override
        public void validated(Trainer trainer, Validation point) {
            long tenth = Math.max(1, trainer.plan().length().epochs() / 10);
            if (point.step() > 0 && Math.round(point.epoch()) % tenth == 0) {
                System.err.printf(
                        "%s: epoch %.0f, loss %.3f, %.0f images/s, %.1f min%n",
                        name, point.epoch(), point.train().get(0), point.imagesPerSecond(), point.seconds() / 60);
            }
        }
    }
}
