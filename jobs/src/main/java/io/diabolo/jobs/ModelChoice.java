package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import org.jspecify.annotations.Nullable;

/**
 * An architecture as a user names it; what is null follows the data.
 *
 * @param kind of the body; null for {@code mlp}, of series {@code conv}
 * @param body in full, instead of {@code kind}; null for that kind's defaults
 * @param latent how many numbers the code has; null for 32, of small samples half of their values
 * @param variational null for a plain autoencoder
 * @param loss null for the squared error; variational: the binary cross-entropy for gray pictures, else the Gaussian
 *     likelihood
 */
public record ModelChoice(
        @JsonSetter(nulls = Nulls.SET) @Nullable Kind kind,
        @JsonSetter(nulls = Nulls.SET) @Nullable Body body,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer latent,
        @JsonSetter(nulls = Nulls.SET) @Nullable VariationalConfig variational,
        @JsonSetter(nulls = Nulls.SET) @Nullable Distortion loss) {

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
        return new ModelChoice(null, null, null, null, null);
    }

    public ModelChoice withKind(Kind newKind) {
        return new ModelChoice(newKind, body, latent, variational, loss);
    }

    public ModelChoice withLatent(int newLatent) {
        return new ModelChoice(kind, body, newLatent, variational, loss);
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
        if (size > input.elements() && !corrupted && !bottleneck().penalised()) {
            throw new BadInputException(
                    "--latent %d is larger than the %d values of a sample %s, which the model would only copy: use a smaller one, --variational or --corrupt"
                            .formatted(size, input.elements(), input));
        }
        AutoencoderConfig plain = plain(input, size);
        return SuitedConfig.of(plain, preprocessing, gaps)
                .withBottleneck(bottleneck())
                .withLoss(loss(preprocessing));
    }

    @JsonIgnore
    private BottleneckConfig bottleneck() {
        return variational == null ? new PlainConfig() : variational;
    }

    private AutoencoderConfig plain(SampleShape input, int size) {
        if (body != null) {
            return AutoencoderConfig.plain(input, size, body);
        }
        boolean conv = kind == null ? input.kind() == SampleShape.Kind.SERIES : kind == Kind.CONV;
        return conv ? AutoencoderConfig.conv(input, size) : AutoencoderConfig.mlp(input, size);
    }

    private Distortion loss(Preprocessing preprocessing) {
        if (loss != null) {
            return loss;
        }
        if (variational == null) {
            return Distortion.MSE;
        }
        return SuitedConfig.likelihood(preprocessing);
    }
}
