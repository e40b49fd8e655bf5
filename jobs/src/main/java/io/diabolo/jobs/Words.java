package io.diabolo.jobs;

import io.diabolo.corrupt.Corruption;
import io.diabolo.engine.Shape;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ModelConfig;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names and arguments as a reader sees them. */
public final class Words {

    private Words() {}

    /**
     * How a model is called: {@code denoising variational conv autoencoder, latent 32, bce}.
     *
     * @param corruption of its training
     */
    public static String kind(ModelConfig architecture, Corruption corruption) {
        String denoising = corruption.inUse().isNone() ? "" : "denoising ";
        String loss = Json.tree(architecture.loss()).asText();
        if (architecture instanceof AutoencoderConfig autoencoder) {
            return "%s%s %s autoencoder, latent %s, loss %s"
                    .formatted(
                            denoising,
                            autoencoder.bottleneck().kind(),
                            autoencoder.body().kind(),
                            latent(autoencoder.latentShape()),
                            loss);
        }
        return "%s%s, loss %s".formatted(denoising, architecture.kind(), loss);
    }

    /** {@code 32}, or {@code 32 x 7 x 7} where the latent keeps its space. */
    private static String latent(Shape shape) {
        return Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }

    /** An argument as a shell takes it. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
