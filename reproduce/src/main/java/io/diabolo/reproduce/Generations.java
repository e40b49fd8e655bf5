package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.generate.LatentCodes;
import io.diabolo.generate.MixtureFit;
import io.diabolo.generate.SampleGenerator;
import io.diabolo.generate.SampleJudgement;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.SpatialBody;
import io.diabolo.model.bottleneck.AdversarialConfig;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.model.bottleneck.VampPrior;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.model.bottleneck.WassersteinConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What each kind of model paints, in features of a small classifier of our own: Frechet distance (NOT the published "FID", whose
 * features are those of another network), precision and recall against test samples, and how near samples come to the training
 * data. Nothing citable is published for this; the first row holds held-out samples in place of generated ones.
 */
public final class Generations {

    private static final int LATENT = 16;
    private static final int EPOCHS_OF_CLASSIFIER = 5;

    private final LoadedData data;
    private final Preprocessing preprocessing;
    private final SmallClassifier classifier;
    private final float[][] reference;
    private final long steps;
    private final int count;

    private Generations(LoadedData data, long steps, int count) {
        this.data = data;
        this.steps = steps;
        this.count =
                Math.min(count, Math.min(data.test().size(), data.validation().size()));
        preprocessing = Preprocessing.of(data.train());
        classifier = SmallClassifier.train(data.train(), preprocessing, EPOCHS_OF_CLASSIFIER);
        reference = classifier.features(values(data.test()));
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/generate DIR [--steps N] [--count N] [--limit N]   DIR is labelled pictures; --count of them and as many samples are compared");
            System.exit(2);
        }
        long steps = 4_000;
        int count = 2_000;
        DataOptions options = DataOptions.defaults();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--steps" -> steps = Long.parseLong(args[++i]);
                case "--count" -> count = Integer.parseInt(args[++i]);
                case "--limit" -> options = options.withLimit(Integer.parseInt(args[++i]));
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        new Generations(DataSource.open(Path.of(args[0]), options), steps, count).run();
    }

    private void run() {
        try (classifier) {
            System.out.printf("classifier: %.4f of the test part%n", classifier.accuracy(data.test()));
            System.out.printf(
                    "%-40s %9s %9s %9s %9s %9s%n", "samples", "Frechet", "precision", "recall", "nearest", "seconds");
            row("held out, not generated", values(data.validation()), 0);
            Distortion likelihood = SuitedConfig.likelihood(preprocessing);
            VariationalConfig variational = VariationalConfig.defaults();
            double best = Math.min(
                    trained("variational", likelihood, variational, true),
                    trained("variational, VampPrior", likelihood, variational.withPrior(new VampPrior(100)), false));
            best = Math.min(best, trained("wasserstein", Distortion.MSE, WassersteinConfig.defaults(), true));
            best = Math.min(best, trained("adversarial", Distortion.MSE, AdversarialConfig.defaults(), true));
            best = Math.min(best, trained("plain", Distortion.MSE, PlainConfig.defaults(), true));
            best = Math.min(best, trained("quantized", Distortion.MSE, QuantizedConfig.withCodes(64), false));
            System.out.printf("%.3f%n", best);
        }
    }

    /** @return the smaller distance of the own prior and, where it is wanted, of a fitted mixture */
    private double trained(String name, Distortion loss, BottleneckConfig bottleneck, boolean mixture) {
        AutoencoderConfig body = SuitedConfig.conv(data, LATENT);
        AutoencoderConfig config = bottleneck.keepsSpace()
                ? AutoencoderConfig.of(body.input(), 4, SpatialBody.defaults(body.input()), bottleneck)
                : body.withBottleneck(bottleneck).withLoss(loss);
        TrainingPlan plan = TrainingPlan.auto().withSteps(steps).withSeed(1);
        long start = System.nanoTime();
        try (TrainedModel model = TrainedModel.train(config, data, plan, TrainingOptions.defaults())) {
            double seconds = (System.nanoTime() - start) / 1e9;
            SampleGenerator own = SampleGenerator.of(model);
            double best = own.hasPrior()
                    ? row(name, decoded(model, own.sample(count, 1, 0)), seconds)
                    : Double.POSITIVE_INFINITY;
            if (mixture) {
                MixtureFit.Choice fitted = MixtureFit.choose(
                        LatentCodes.draw(model, data.train(), 20_000, 0),
                        LatentCodes.draw(model, data.validation(), 10_000, 1),
                        MixtureFit.USUAL,
                        0);
                SampleGenerator generator = SampleGenerator.of(model, fitted.mixture());
                best = Math.min(
                        best, row(name + ", fitted mixture", decoded(model, generator.sample(count, 1, 0)), seconds));
            }
            return best;
        }
    }

    private static float[] decoded(TrainedModel model, Codes codes) {
        int elements = model.preprocessing().shape().elements();
        float[] all = new float[codes.size() * elements];
        model.decode(codes, (first, values) -> System.arraycopy(values, 0, all, first * elements, values.length));
        return all;
    }

    private double row(String name, float[] samples, double seconds) {
        FeatureDistances distances = FeatureDistances.of(reference, classifier.features(samples));
        int elements = preprocessing.shape().elements();
        int judged = Math.min(samples.length, SampleJudgement.most(preprocessing) * elements);
        SampleJudgement judgement = SampleJudgement.of(
                Arrays.copyOf(samples, judged),
                new SampleJudgement.Data(data.train(), data.validation()),
                preprocessing,
                Device.CPU);
        System.out.printf(
                "%-40s %9.3f %9.3f %9.3f %9.4f %9.0f%n",
                name, distances.frechet(), distances.precision(), distances.recall(), judgement.nearest(), seconds);
        return distances.frechet();
    }

    /** The first ones, [count, E] in model values. */
    private float[] values(Dataset dataset) {
        Dataset some = RowSubset.of(dataset, Batches.range(0, count, dataset.size()));
        try (TensorScope scope = TensorScope.open("values")) {
            return new Batches(some, preprocessing)
                    .load(Batches.range(0, some.size(), some.size()))
                    .toFloats();
        }
    }
}
