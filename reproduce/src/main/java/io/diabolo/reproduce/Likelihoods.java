package io.diabolo.reproduce;

import io.diabolo.corrupt.BinarySamples;
import io.diabolo.engine.Device;
import io.diabolo.eval.Likelihood;
import io.diabolo.eval.LikelihoodEvaluation;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ImportanceWeighted;
import io.diabolo.model.MlpBody;
import io.diabolo.model.Objective;
import io.diabolo.model.OutputRange;
import io.diabolo.model.StandardObjective;
import io.diabolo.model.bottleneck.LayeredPrior;
import io.diabolo.model.bottleneck.MixturePrior;
import io.diabolo.model.bottleneck.VampPrior;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Pace;
import io.diabolo.train.Schedule;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The likelihood of binarised MNIST under variational models with the network 784-200-200-50, tanh: in nats, by importance
 * samples. Training images are drawn black and white anew in each step; the last 5,000 are not trained on, and the weights that
 * are kept are those with the best bound on them. The test images are drawn once, with seed 0, and read once, at the end.
 *
 * @source Burda, Grosse and Salakhutdinov 2016, Importance Weighted Autoencoders (network, protocol, figures)
 */
public final class Likelihoods {

    private static final int LATENT = 50;
    private static final int BATCH = 100;

    /** Of each training, where nobody says how long: under an hour with what measures it. */
    private static final double MINUTES = 55;

    private static final int VAMP = 500;

    private final BinaryDigits digits;
    private final Preprocessing preprocessing;
    private final Options options;

    private Likelihoods(Options options) {
        this.options = options;
        digits = BinaryDigits.read(options.folder, options.limit, options.measured, !options.choose);
        preprocessing = Preprocessing.of(digits.train());
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length < 2) {
            System.err.println(
                    "usage: reproduce/vae|iwae DIR [--epochs N | --minutes M] [--seed S] [--importance K] [--limit N] [--measured N] [--choose] [--ablation]   DIR holds MNIST's four idx.gz files; --choose measures on training images set aside instead of the test images; --ablation adds one flag at a time");
            System.exit(2);
        }
        Options options = Options.parse(args);
        Likelihoods run = new Likelihoods(options);
        System.out.printf(
                "%-46s %8s %8s %8s %8s %7s %9s %8s%n",
                "nats", "ELBO", "-log p", "error", "KL", "active", "images/s", "minutes");
        boolean weighted = args[0].equals("iwae");
        published(weighted);
        double last = Double.NaN;
        for (Variant variant : options.ablation ? ablation() : weighted ? importance() : List.of(plain())) {
            last = run.measure(variant);
        }
        System.out.printf("%.2f%n", last);
    }

    private static void published(boolean weighted) {
        if (weighted) {
            System.out.printf("%-46s %8s %8.2f%n", "published: IWAE, k = 5 (2016)", "", 85.54);
            System.out.printf("%-46s %8s %8.2f%n", "published: IWAE, k = 50 (2016)", "", 84.78);
            System.out.printf("%-46s %8s %8.2f%n", "published: IWAE, two layers, k = 50 (2016)", "", 82.90);
            System.out.printf("%-46s %8s %8.2f%n", "published: pythae's IWAE, k = 50", "", 86.82);
            System.out.printf("%-46s %8s %8.2f%n", "published: pythae's PIWAE, the best of it", "", 84.58);
        } else {
            System.out.printf("%-46s %8s %8.2f%n", "published: VAE, this network (2016)", "", 86.76);
            System.out.printf("%-46s %8s %8.2f%n", "published: VAE, two layers (2016)", "", 85.33);
            System.out.printf("%-46s %8s %8.2f%n", "published: pythae's VAE", "", 89.78);
            System.out.printf("%-46s %8s %8.2f%n", "published: pythae's VAMP", "", 85.79);
        }
    }

    private record Variant(String name, int latent, VariationalConfig bottleneck, Objective objective) {

        Variant(String name, VariationalConfig bottleneck, Objective objective) {
            this(name, LATENT, bottleneck, objective);
        }

        /** Two stochastic layers of 100 and 50 numbers, as published. */
        static Variant twoLayers(String name, Objective objective) {
            return new Variant(
                    name,
                    2 * LATENT,
                    VariationalConfig.defaults().withPrior(new LayeredPrior(LATENT, 2 * LATENT)),
                    objective);
        }
    }

    private static Variant plain() {
        return new Variant("VAE", VariationalConfig.defaults(), new StandardObjective());
    }

    private static List<Variant> importance() {
        VariationalConfig variational = VariationalConfig.defaults();
        return List.of(
                new Variant("IWAE, k = 5", variational, new ImportanceWeighted(5, true)),
                Variant.twoLayers("IWAE, two layers, k = 50", new ImportanceWeighted(50, true)),
                new Variant("IWAE, k = 50", variational, new ImportanceWeighted(50, true)));
    }

    /** What each flag gains alone. */
    private static List<Variant> ablation() {
        VariationalConfig variational = VariationalConfig.defaults();
        StandardObjective standard = new StandardObjective();
        List<Variant> variants = new ArrayList<>();
        variants.add(plain());
        variants.add(new Variant("--kl-warm-up 5000", new VariationalConfig(1, 5_000), standard));
        variants.add(new Variant("--free-bits 0.1", variational.withFreeBits(0.1), standard));
        variants.add(new Variant(
                "--prior mixture --components " + VAMP, variational.withPrior(new MixturePrior(VAMP)), standard));
        variants.add(
                new Variant("--prior vamp --components " + VAMP, variational.withPrior(new VampPrior(VAMP)), standard));
        variants.add(Variant.twoLayers("--prior layered, 100 and 50 numbers", standard));
        variants.add(new Variant("--importance 5, plain gradient", variational, new ImportanceWeighted(5, false)));
        variants.add(new Variant("--importance 5", variational, new ImportanceWeighted(5, true)));
        variants.add(new Variant(
                "--importance 5 --prior vamp",
                variational.withPrior(new VampPrior(VAMP)),
                new ImportanceWeighted(5, true)));
        return variants;
    }

    private double measure(Variant variant) {
        AutoencoderConfig config = AutoencoderConfig.of(
                        digits.train().shape(),
                        variant.latent,
                        new MlpBody(List.of(200, 200), Activation.TANH, Normalization.NONE, 0),
                        variant.bottleneck)
                .withLoss(Distortion.BCE)
                .withOutput(OutputRange.UNIT)
                .withObjective(variant.objective);
        TrainingPlan plan = plan(config);
        try (Autoencoder model = config.build(options.seed);
                Trainer trainer =
                        new Trainer(model, digits.train(), digits.validation(), preprocessing, plan, Device.CPU)) {
            trainer.listen(new Curve(
                    variant.name, Math.max(1, plan.totalSteps(digits.train().size()) / 10)));
            TrainingResult result = trainer.fit();
            Likelihood likelihood = LikelihoodEvaluation.of(
                    model,
                    preprocessing,
                    Device.CPU,
                    new LikelihoodEvaluation.Data(digits.train(), digits.measured()),
                    options.importance,
                    null);
            System.out.printf(
                    "%-46s %8.2f %8.2f %8.2f %8.2f %7d %9.0f %8.1f%n",
                    "%s, %,d steps".formatted(variant.name, result.steps()),
                    likelihood.own().elbo(),
                    likelihood.own().negativeLogLikelihood(),
                    likelihood.own().standardError(),
                    likelihood.klNats(),
                    likelihood.activeUnits(),
                    result.imagesPerSecond(),
                    result.seconds() / 60);
            return likelihood.own().negativeLogLikelihood();
        }
    }

    private TrainingPlan plan(AutoencoderConfig config) {
        TrainingPlan plan = TrainingPlan.auto()
                .withEpochs(Math.max(1, options.epochs))
                .withBatch(BATCH)
                .with(TrainingPlan.Optimization.auto()
                        .withLearningRate(options.rate)
                        .withSchedule(Schedule.COSINE, 500))
                .withCorruption(new BinarySamples())
                .withPatience(0)
                .withSeed(options.seed);
        return options.epochs == 0
                ? plan.withSteps(Pace.of(config, digits.parts(), preprocessing, plan, Device.CPU)
                        .stepsIn(60 * options.minutes))
                : plan;
    }

    /** What was asked for. */
    private record Options(
            Path folder,
            int epochs,
            double minutes,
            double rate,
            long seed,
            int importance,
            int limit,
            int measured,
            boolean choose,
            boolean ablation) {

        static Options parse(String... args) {
            List<String> words = List.of(args);
            return new Options(
                    Path.of(args[1]),
                    (int) number(words, "--epochs", 0),
                    number(words, "--minutes", MINUTES),
                    number(words, "--rate", 1e-3),
                    (long) number(words, "--seed", 1),
                    (int) number(words, "--importance", 5_000),
                    (int) number(words, "--limit", 0),
                    (int) number(words, "--measured", 0),
                    words.contains("--choose"),
                    words.contains("--ablation"));
        }

        private static double number(List<String> words, String name, double otherwise) {
            int at = words.indexOf(name);
            return at < 0 || at + 1 == words.size() ? otherwise : Double.parseDouble(words.get(at + 1));
        }
    }

    /** Ten lines a training, on the error stream. */
    private record Curve(String name, long tenth) implements TrainingListener {

        @Override
        public void validated(Trainer trainer, Validation point) {
            if (point.step() / tenth > Math.max(0, point.step() - every(point)) / tenth) {
                System.err.printf(
                        "%s: epoch %.1f, training %.2f, validation %.2f, %.0f images/s, %.1f min%n",
                        name,
                        point.epoch(),
                        point.train().get(0),
                        point.validation().get(0),
                        point.imagesPerSecond(),
                        point.seconds() / 60);
            }
        }

        /** Steps of an epoch: validations of a long training are as far apart. */
        private static long every(Validation point) {
            return Math.max(1, Math.round(point.step() / Math.max(point.epoch(), 1e-9)));
        }
    }
}
