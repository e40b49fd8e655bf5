package io.diabolo.jobs;

import io.diabolo.corrupt.Corruption;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Precision;
import io.diabolo.eval.Evaluation;
import io.diabolo.eval.Likelihood;
import io.diabolo.eval.LikelihoodEvaluation;
import io.diabolo.linear.Pca;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance.Metric;
import io.diabolo.task.TrainedModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model on the test split, beside PCA with as many numbers as a sample uses and the mean image; in model values (pictures: 0 to 1).
 *
 * @param data its name
 * @param samples how many
 * @param corruption what the model's input went through; {@code none} for nothing
 * @param mse mean squared error by element
 * @param squaredError mean over the samples of the summed squared error of one
 * @param bce null where values are not in [0, 1]
 * @param ssim null where samples are no pictures
 * @param inputMse of the corrupted input; null without corruption
 * @param codeBits bits of a sample's code; null where a code is numbers
 * @param activeNumbers how many numbers of a sample's code differ from 0, where not all do; else null
 * @param pcaComponents as many as a sample uses, or fewer where there are fewer samples
 * @param pcaMse of PCA, fitted to the training split, on clean samples
 * @param meanImageMse of the training split's mean, the same for every sample
 * @param likelihood null of a model without a posterior
 */
public record TestResult(
        String data,
        int samples,
        String corruption,
        double mse,
        double squaredError,
        double meanAbsoluteError,
        @Nullable Double bce,
        double psnrDb,
        @Nullable Double ssim,
        @Nullable Double inputMse,
        @Nullable Double codeBits,
        @Nullable Integer activeNumbers,
        int pcaComponents,
        double pcaMse,
        double meanImageMse,
        @Nullable Likelihood likelihood)
        implements Serializable {

    /** What is asked of a variational model beside its errors. */
    record Nats(int importance, @Nullable GaussianMixture prior) {}

    /** @param precision of large products */
    static TestResult measure(TrainedModel model, LoadedData data, Precision precision, Nats nats) {
        Preprocessing preprocessing = model.preprocessing();
        Corruption corruption =
                model.description().provenance().plan().noise().corruption().inUse();
        Evaluation evaluation;
        try (Autocast autocast = Autocast.open(precision, model.device())) {
            evaluation = model.evaluate(data.test());
        }
        AutoencoderConfig config = model.autoencoder().config();
        int active = config.bottleneck().activeNumbers(config.latent());
        try (Pca pca = Pca.fit(data.train(), preprocessing, active)) {
            double[] linear = pca.mse(data.test(), List.of(pca.count(), 0));
            return new TestResult(
                    data.test().name(),
                    evaluation.samples(),
                    corruption.text(),
                    evaluation.mse(),
                    evaluation.squaredError(),
                    evaluation.meanAbsoluteError(),
                    orNull(evaluation.bce()),
                    evaluation.psnrDb(),
                    orNull(evaluation.ssim()),
                    evaluation.inputMse() > 0 ? evaluation.inputMse() : null,
                    orNull(config.codeBits()),
                    active < config.latent() ? active : null,
                    pca.count(),
                    linear[0],
                    linear[1],
                    likelihood(model, data, nats));
        }
    }

    private static @Nullable Likelihood likelihood(TrainedModel model, LoadedData data, Nats nats) {
        return model.autoencoder().config().bottleneck().hasPosterior()
                ? LikelihoodEvaluation.of(
                        model.autoencoder(),
                        model.preprocessing(),
                        model.device(),
                        new LikelihoodEvaluation.Data(data.train(), data.test()),
                        nats.importance(),
                        nats.prior())
                : null;
    }

    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric("test_mse", mse));
        metrics.add(new Metric("test_squared_error", squaredError));
        metrics.add(new Metric("test_mean_absolute_error", meanAbsoluteError));
        metrics.add(new Metric("test_psnr_db", psnrDb));
        add(metrics, "test_bce", bce);
        add(metrics, "test_ssim", ssim);
        add(metrics, "test_input_mse", inputMse);
        add(metrics, "code_bits", codeBits);
        metrics.add(new Metric("pca_mse", pcaMse));
        metrics.add(new Metric("mean_image_mse", meanImageMse));
        if (likelihood != null) {
            metrics.add(new Metric("test_elbo_nats", likelihood.own().elbo()));
            metrics.add(new Metric("test_nll_nats", likelihood.own().negativeLogLikelihood()));
            metrics.add(new Metric("importance_samples", likelihood.importance()));
            metrics.add(new Metric("test_kl_nats", likelihood.klNats()));
            metrics.add(new Metric("active_units", likelihood.activeUnits()));
        }
        return metrics;
    }

    /** How it did, in a sentence with what to do where it did badly. */
    public String verdict() {
        if (mse >= meanImageMse) {
            return "It is no better than the mean of the training split: give it more samples or more steps, or lower the learning rate.";
        }
        if (inputMse != null) {
            return mse < inputMse
                    ? "It removes %.0f %% of the squared error of its input.".formatted(100 * (1 - mse / inputMse))
                    : "Its output is no closer to the clean samples than its input: train longer.";
        }
        if (codeBits != null) {
            return "Its code of a sample has %,.0f bits; PCA's numbers have none to compare with.".formatted(codeBits);
        }
        if (activeNumbers != null && mse < pcaMse) {
            return "Its error is %.0f %% below that of PCA with %,d numbers, as many as a sample uses; which ones it uses is not counted."
                    .formatted(100 * (1 - mse / pcaMse), activeNumbers);
        }
        return mse < pcaMse
                ? "Its error is %.0f %% below that of PCA with as many numbers.".formatted(100 * (1 - mse / pcaMse))
                : "PCA with as many numbers is better: train longer if the validation loss still fell, else give it more samples.";
    }

    /** For a reader. */
    public TextTable table() {
        List<String> header = new ArrayList<>(
                List.of("%,d test samples of %s".formatted(samples, data), "MSE", "squared error", "MAE"));
        List<String> own =
                new ArrayList<>(List.of("this model", number(mse), number(squaredError), number(meanAbsoluteError)));
        if (ssim != null) {
            header.addAll(List.of("PSNR dB", "SSIM"));
            own.addAll(List.of("%.2f".formatted(psnrDb), "%.4f".formatted(ssim)));
        }
        TextTable table = new TextTable(1, header.toArray(String[]::new));
        table.row(own.toArray(String[]::new));
        if (inputMse != null) {
            table.row("its input (" + corruption + ")", number(inputMse), number(inputMse * elements()));
        }
        table.row("PCA, %d components".formatted(pcaComponents), number(pcaMse), number(pcaMse * elements()));
        table.row(ssim == null ? "mean sample" : "mean image", number(meanImageMse), number(meanImageMse * elements()));
        return table;
    }

    /** The nats of a variational model for a reader; empty of another. */
    public Optional<TextTable> nats() {
        if (likelihood == null) {
            return Optional.empty();
        }
        TextTable table = new TextTable(
                1,
                "nats a sample, decoder %s".formatted(likelihood.observation()),
                "ELBO",
                "-log p(x), %,d importance samples".formatted(likelihood.importance()),
                "standard error",
                "KL",
                "active units");
        for (Likelihood.Bound bound : likelihood.bounds()) {
            boolean own = bound.equals(likelihood.own());
            table.row(
                    "prior: " + bound.prior(),
                    "%.2f".formatted(bound.elbo()),
                    "%.2f".formatted(bound.negativeLogLikelihood()),
                    "%.2f".formatted(bound.standardError()),
                    own ? "%.2f".formatted(likelihood.klNats()) : "",
                    own
                            ? "%d of %d"
                                    .formatted(
                                            likelihood.activeUnits(),
                                            likelihood.klByUnit().size())
                            : "");
        }
        return Optional.of(table);
    }

    private double elements() {
        return mse > 0 ? squaredError / mse : 0;
    }

    private static void add(List<Metric> metrics, String name, @Nullable Double value) {
        if (value != null) {
            metrics.add(new Metric(name, value));
        }
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String number(double value) {
        return "%.5g".formatted(value);
    }
}
