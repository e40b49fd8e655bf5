package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ModelChoice;
import io.diabolo.json.Json;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Body;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The architecture: body and kind compose. */
final class ModelChoices {

    @ArgGroup(exclusive = false, heading = "%nModel options:%n", order = 10)
    private Choices choices = new Choices();

    ModelChoice choice() {
        return new ModelChoice(
                choices.model,
                choices.config == null ? null : Json.read(choices.config, Body.class),
                choices.latent,
                bottleneck(),
                choices.loss);
    }

    private @Nullable BottleneckConfig bottleneck() {
        if (!choices.variational && (choices.beta != null || choices.klWarmUp != null)) {
            throw new BadInputException(
                    "--beta and --kl-warm-up are of the variational autoencoder: add --variational");
        }
        if (!choices.quantized && choices.codes != null) {
            throw new BadInputException("--codes is of the vector-quantised autoencoder: add --quantized");
        }
        if (choices.variational && choices.quantized) {
            throw new BadInputException("--variational and --quantized are two kinds of autoencoder: leave one out");
        }
        if (choices.quantized) {
            return choices.codes == null ? QuantizedConfig.defaults() : QuantizedConfig.withCodes(choices.codes);
        }
        return choices.variational
                ? new VariationalConfig(
                        choices.beta == null ? 1 : choices.beta, choices.klWarmUp == null ? 0 : choices.klWarmUp)
                : null;
    }

    private static final class Choices {

        @Option(
                names = "--model",
                paramLabel = "mlp|conv",
                description = "The body: fully connected layers or convolutions (default: mlp; series: conv).")
        private ModelChoice.@Nullable Kind model;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "The body in full, as JSON or YAML; copy the \"body\" of a model's config.json to begin with.")
        private @Nullable Path config;

        @Option(
                names = "--latent",
                paramLabel = "D",
                description = "How many numbers the code has (default: 32, of small samples half of their values).")
        private @Nullable Integer latent;

        @Option(names = "--variational", description = "A variational autoencoder, whose latent can be sampled.")
        private boolean variational;

        @Option(names = "--beta", paramLabel = "B", description = "Factor of the KL divergence (default: 1).")
        private @Nullable Double beta;

        @Option(
                names = "--kl-warm-up",
                paramLabel = "N",
                description = "Steps over which that factor grows from 0 (default: 0).")
        private @Nullable Integer klWarmUp;

        @Option(
                names = "--quantized",
                description =
                        "A vector-quantised autoencoder, whose code is made of a few learned vectors: conv keeps a small picture of them, --latent is the size of one.")
        private boolean quantized;

        @Option(names = "--codes", paramLabel = "K", description = "How many learned vectors (default: 512).")
        private @Nullable Integer codes;

        @Option(
                names = "--loss",
                paramLabel = "LOSS",
                description =
                        "mse: squared error; l1: absolute error; bce: cross-entropy, for values in [0,1]; gaussian: log-likelihood with a learned variance. Default: mse; variational: bce for gray pictures, else gaussian.")
        private @Nullable Distortion loss;
    }
}
