package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ModelChoice;
import io.diabolo.json.Json;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Body;
import io.diabolo.model.Contractive;
import io.diabolo.model.ImportanceWeighted;
import io.diabolo.model.Objective;
import io.diabolo.model.bottleneck.AdversarialConfig;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.LayeredPrior;
import io.diabolo.model.bottleneck.MixturePrior;
import io.diabolo.model.bottleneck.PriorConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.model.bottleneck.SparseConfig;
import io.diabolo.model.bottleneck.StandardPrior;
import io.diabolo.model.bottleneck.VampPrior;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.model.bottleneck.WassersteinConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The architecture: body and kind compose. */
final class ModelChoices {

    private static final int USUAL_COMPONENTS = 100;

    @ArgGroup(exclusive = false, heading = "%nModel options:%n", order = 10)
    private Choices choices = new Choices();

    ModelChoice choice() {
        requireOneKind();
        return new ModelChoice(
                choices.model,
                choices.config == null ? null : Json.read(choices.config, Body.class),
                choices.latent,
                bottleneck(),
                choices.loss,
                objective(),
                choices.conditional);
    }

    private void requireOneKind() {
        List<String> kinds = Stream.of(
                        choices.sparse == null ? "" : "--sparse",
                        choices.variational ? "--variational" : "",
                        choices.quantized ? "--quantized" : "",
                        choices.wasserstein ? "--wasserstein" : "",
                        choices.adversarial ? "--adversarial" : "")
                .filter(name -> !name.isEmpty())
                .toList();
        if (kinds.size() > 1) {
            throw new BadInputException(
                    "%s are kinds of autoencoder: leave all but one out".formatted(String.join(" and ", kinds)));
        }
        if (choices.conditional && (kinds.isEmpty() || choices.quantized || choices.sparse != null)) {
            throw new BadInputException(
                    "--conditional is of autoencoders whose codes are drawn as numbers: add --variational, --wasserstein or --adversarial");
        }
        boolean ofVariational = Stream.of(
                        choices.beta,
                        choices.klWarmUp,
                        choices.freeBits,
                        choices.prior,
                        choices.components,
                        choices.importance)
                .anyMatch(Objects::nonNull);
        if (!choices.variational && ofVariational) {
            throw new BadInputException(
                    "--beta, --kl-warm-up, --free-bits, --prior, --components and --importance are of the variational autoencoder: add --variational");
        }
        if (choices.importance != null
                && Stream.of(choices.beta, choices.klWarmUp, choices.freeBits).anyMatch(Objects::nonNull)) {
            throw new BadInputException(
                    "the importance-weighted bound has no factor of the KL divergence: leave --beta, --kl-warm-up and --free-bits out, or --importance");
        }
        if (choices.contractive != null && (choices.variational || choices.quantized)) {
            throw new BadInputException(
                    "--contractive compares codes that are neither drawn nor rounded: leave it out, or --variational and --quantized");
        }
        if (!choices.quantized && choices.codes != null) {
            throw new BadInputException("--codes is of the vector-quantised autoencoder: add --quantized");
        }
        if (!choices.wasserstein && !choices.adversarial && choices.sparse == null && choices.strength != null) {
            throw new BadInputException(
                    "--strength is of autoencoders whose codes have a price: add --wasserstein, --adversarial or --sparse");
        }
    }

    private @Nullable Objective objective() {
        if (choices.contractive != null) {
            return new Contractive(choices.contractive);
        }
        return choices.importance == null ? null : new ImportanceWeighted(choices.importance, true);
    }

    private @Nullable BottleneckConfig bottleneck() {
        if (choices.sparse != null) {
            return new SparseConfig(choices.sparse, or(choices.strength, 0.0));
        }
        if (choices.quantized) {
            return choices.codes == null ? QuantizedConfig.defaults() : QuantizedConfig.withCodes(choices.codes);
        }
        if (choices.wasserstein) {
            return choices.strength == null ? WassersteinConfig.defaults() : new WassersteinConfig(choices.strength);
        }
        if (choices.adversarial) {
            return choices.strength == null ? AdversarialConfig.defaults() : new AdversarialConfig(choices.strength);
        }
        return choices.variational
                ? new VariationalConfig(
                        or(choices.beta, 1.0), or(choices.klWarmUp, 0), or(choices.freeBits, 0.0), prior())
                : null;
    }

    private PriorConfig prior() {
        Prior kind = or(choices.prior, Prior.NORMAL);
        if (kind == Prior.NORMAL) {
            if (choices.components != null) {
                throw new BadInputException(
                        "--components are those of a prior that is learned: add --prior mixture, --prior vamp or --prior layered");
            }
            return new StandardPrior();
        }
        int components = or(choices.components, USUAL_COMPONENTS);
        return switch (kind) {
            case MIXTURE -> new MixturePrior(components);
            case VAMP -> new VampPrior(components);
            default -> layered();
        };
    }

    private PriorConfig layered() {
        if (choices.latent == null) {
            throw new BadInputException("--prior layered is chosen beside the size of the first layer: add --latent");
        }
        LayeredPrior usual = LayeredPrior.above(choices.latent);
        return new LayeredPrior(or(choices.components, usual.latent()), usual.hidden());
    }

    private static <T> T or(@Nullable T chosen, T otherwise) {
        return chosen == null ? otherwise : chosen;
    }

    /** The priors that have a name. */
    private enum Prior {
        NORMAL,
        MIXTURE,
        VAMP,
        LAYERED
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
                names = "--free-bits",
                paramLabel = "N",
                description = "Bits of each number of the code that cost nothing, against dead ones (default: 0).")
        private @Nullable Double freeBits;

        @Option(
                names = "--importance",
                paramLabel = "K",
                description =
                        "Train on the tighter bound of K importance samples, which takes about K decodings a sample.")
        private @Nullable Integer importance;

        @Option(
                names = "--prior",
                paramLabel = "normal|mixture|vamp|layered",
                description =
                        "Where codes come from: the standard normal distribution, a mixture that is learned, the posteriors of learned pseudo-inputs, or a second layer of codes (default: normal).")
        private @Nullable Prior prior;

        @Option(
                names = "--components",
                paramLabel = "K",
                description = "How many components a mixture or vamp has, or numbers a second layer (default: "
                        + USUAL_COMPONENTS + "; layered: half of --latent).")
        private @Nullable Integer components;

        @Option(
                names = "--wasserstein",
                description =
                        "An autoencoder without noise whose codes are drawn to a normal distribution, by the maximum mean discrepancy; it can be sampled.")
        private boolean wasserstein;

        @Option(
                names = "--adversarial",
                description = "The same by a small network that learns to tell codes from draws of that distribution.")
        private boolean adversarial;

        @Option(
                names = "--conditional",
                description =
                        "The decoder of one of these is told the labels of samples: generate --label paints one kind.")
        private boolean conditional;

        @Option(
                names = "--strength",
                paramLabel = "S",
                description =
                        "How strongly these two draw (default: 50 and 1), or the price of a sparse code's absolute values (default: 0).")
        private @Nullable Double strength;

        @Option(
                names = "--sparse",
                paramLabel = "K",
                description =
                        "An autoencoder of whose code each sample uses K numbers, the others are 0; --latent may be larger than the sample.")
        private @Nullable Integer sparse;

        @Option(
                names = "--contractive",
                paramLabel = "S",
                description =
                        "How much it costs that a code moves when its sample does: codes that ignore small changes.")
        private @Nullable Double contractive;

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
                        "mse: squared error; l1: absolute error; bce: cross-entropy, for values in [0,1]; gaussian: log-likelihood with a learned variance; mixture: that of the 256 levels of pictures under a mixture of logistic distributions, for colour. Default: mse; variational: bce for gray pictures, else gaussian.")
        private @Nullable Distortion loss;
    }
}
