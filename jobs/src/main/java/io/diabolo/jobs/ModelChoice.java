package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.MlpBody;
import io.diabolo.model.Objective;
import io.diabolo.model.SpatialBody;
import io.diabolo.model.StemBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.ConditionalConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import org.jspecify.annotations.Nullable;

/**
 * An architecture as a user names it; what is null follows the data.
 *
 * @param kind of the body; null for {@code mlp}, of series {@code conv}
 * @param body in full, instead of {@code kind}; null for that kind's defaults
 * @param latent how many numbers the code has; null for 32, of small samples half of their values
 * @param bottleneck null for a plain autoencoder
 * @param loss null for the squared error; with a posterior: the binary cross-entropy for gray pictures, else the Gaussian
 *     likelihood
 * @param objective null for the mean of distortion and penalties
 * @param conditional whether the decoder is told the labels of samples; absent in JSON: it is not
 */
public record ModelChoice(
        @JsonSetter(nulls = Nulls.SET) @Nullable Kind kind,
        @JsonSetter(nulls = Nulls.SET) @Nullable Body body,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer latent,
        @JsonSetter(nulls = Nulls.SET) @Nullable BottleneckConfig bottleneck,
        @JsonSetter(nulls = Nulls.SET) @Nullable Distortion loss,
        @JsonSetter(nulls = Nulls.SET) @Nullable Objective objective,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean conditional) {

    private static final int USUAL_LATENT = 32;

    /** The bodies that have a name. */
    public enum Kind {
        MLP,
        CONV
    }

    public ModelChoice {
        if (kind != null && body != null) {
            throw new BadInputException("--model and --config both name the body: leave one out");
        }
    }

    /** All as it suits the data. */
    public static ModelChoice auto() {
        return new ModelChoice(null, null, null, null, null, null, false);
    }

    public ModelChoice withKind(Kind newKind) {
        return new ModelChoice(newKind, body, latent, bottleneck, loss, objective, conditional);
    }

    public ModelChoice withLatent(int newLatent) {
        return new ModelChoice(kind, body, newLatent, bottleneck, loss, objective, conditional);
    }

    /**
     * The architecture for data.
     *
     * @param gaps whether values are missing, so that the model wants to know which
     * @param corrupted whether training corrupts the input: then a large latent has something to learn
     */
    AutoencoderConfig architecture(Preprocessing preprocessing, boolean gaps, boolean corrupted) {
        SampleShape input = preprocessing.shape();
        int size = latent == null ? Math.min(USUAL_LATENT, Math.max(1, input.elements() / 2)) : latent;
        BottleneckConfig chosen = bottleneck == null ? new PlainConfig() : bottleneck;
        if (size > input.elements() && !corrupted && !chosen.penalised()) {
            throw new BadInputException(
                    "--latent %d is larger than the %d values of a sample %s, which the model would only copy: use a smaller one, --variational or --corrupt"
                            .formatted(size, input.elements(), input));
        }
        AutoencoderConfig config =
                AutoencoderConfig.of(input, size, body(input, size, chosen), chosen, loss(preprocessing, chosen));
        if (chosen instanceof QuantizedConfig quantized && config.latentShape().rank() == 1) {
            config = config.withBottleneck(quantized.forFlatLatent(size));
        }
        AutoencoderConfig suited = SuitedConfig.of(config, preprocessing, gaps);
        return objective == null ? suited : suited.withObjective(objective);
    }

    /** The same for data with labels, which the decoder is told where that is asked for. */
    AutoencoderConfig architecture(Preprocessing preprocessing, Dataset train, boolean corrupted) {
        AutoencoderConfig config = architecture(preprocessing, train.hasGaps(), corrupted);
        if (!conditional) {
            return config;
        }
        if (train.labelNames().isEmpty()) {
            throw new BadInputException(
                    "%s has no labels that a model could be told: pictures have them in sub-folders, tables by --target COLUMN; or leave --conditional out"
                            .formatted(train.name()));
        }
        return config.withBottleneck(new ConditionalConfig(config.bottleneck(), train.labelNames()));
    }

    private Body body(SampleShape input, int size, BottleneckConfig chosen) {
        if (body != null) {
            return body;
        }
        boolean conv = kind == null ? input.kind() == SampleShape.Kind.SERIES : kind == Kind.CONV;
        if (conv && chosen.keepsSpace()) {
            return SpatialBody.defaults(input);
        }
        return conv ? StemBody.defaults(input) : MlpBody.defaults(input, size);
    }

    private Distortion loss(Preprocessing preprocessing, BottleneckConfig chosen) {
        if (loss != null) {
            return loss;
        }
        return chosen.hasPosterior() ? SuitedConfig.likelihood(preprocessing) : Distortion.MSE;
    }
}
