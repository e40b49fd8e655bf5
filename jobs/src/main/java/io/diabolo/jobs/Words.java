package io.diabolo.jobs;

import io.diabolo.corrupt.Corruption;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ModelConfig;

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
            return "%s%s %s autoencoder, latent %d, loss %s"
                    .formatted(
                            denoising,
                            autoencoder.bottleneck().kind(),
                            autoencoder.body().kind(),
                            autoencoder.latent(),
                            loss);
        }
        return "%s%s, loss %s".formatted(denoising, architecture.kind(), loss);
    }

    /** An argument as a shell takes it. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
