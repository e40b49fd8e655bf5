package io.diabolo.cli;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.ConvBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The architecture: body and kind compose. */
final class ModelChoices {

    @ArgGroup(exclusive = false, heading = "%nModel options:%n", order = 10)
    private Choices choices = new Choices();

    /**
     * The architecture for samples of a shape.
     *
     * @param corrupted whether training corrupts the input: then a large latent has something to learn
     */
    AutoencoderConfig architecture(Preprocessing preprocessing, boolean corrupted) {
        SampleShape input = preprocessing.shape();
        BottleneckConfig bottleneck = bottleneck();
        if (choices.latent > input.elements() && !corrupted && !bottleneck.penalised()) {
            throw new BadInputException(
                    "--latent %d is larger than the %d values of a sample %s, which the model would only copy: use a smaller one, --variational or --corrupt"
                            .formatted(choices.latent, input.elements(), input));
        }
        return AutoencoderConfig.plain(input, choices.latent, body(input))
                .withBottleneck(bottleneck)
                .withLoss(loss(preprocessing));
    }

    private BottleneckConfig bottleneck() {
        if (choices.variational) {
            return new VariationalConfig(
                    choices.beta == null ? 1 : choices.beta, choices.klWarmUp == null ? 0 : choices.klWarmUp);
        }
        if (choices.beta != null || choices.klWarmUp != null) {
            throw new BadInputException(
                    "--beta and --kl-warm-up are of the variational autoencoder: add --variational");
        }
        return new PlainConfig();
    }

    private Body body(SampleShape input) {
        if (choices.config != null) {
            if (choices.model != null) {
                throw new BadInputException("--model and --config both name the body: leave one out");
            }
            return Json.read(choices.config, Body.class);
        }
        return choices.model == Model.CONV ? ConvBody.defaults(input) : MlpBody.defaults(input, choices.latent);
    }

    private Distortion loss(Preprocessing preprocessing) {
        if (choices.loss != null) {
            return choices.loss;
        }
        if (!choices.variational) {
            return Distortion.MSE;
        }
        boolean bernoulli =
                preprocessing.range().isUnitInterval() && preprocessing.shape().channels() == 1;
        return bernoulli ? Distortion.BCE : Distortion.GAUSSIAN;
    }

    private enum Model {
        MLP,
        CONV
    }

    private static final class Choices {

        @Option(
                names = "--model",
                paramLabel = "mlp|conv",
                description = "The body: fully connected layers or convolutions (default: mlp).")
        private @Nullable Model model;

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "The body in full, as JSON or YAML; copy the \"body\" of a model's config.json to begin with.")
        private @Nullable Path config;

        @Option(names = "--latent", paramLabel = "D", description = "How many numbers the code has (default: 32).")
        private int latent = 32;

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
                names = "--loss",
                paramLabel = "LOSS",
                description =
                        "mse: squared error; l1: absolute error; bce: cross-entropy, for values in [0,1]; gaussian: log-likelihood with a learned variance. Default: mse; variational: bce for gray pictures, else gaussian.")
        private @Nullable Distortion loss;
    }
}
