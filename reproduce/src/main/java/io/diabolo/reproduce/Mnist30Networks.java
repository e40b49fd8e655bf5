package io.diabolo.reproduce;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.eval.Pca;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.LayersBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.plain.PlainConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The two networks of {@link Mnist30}. */
final class Mnist30Networks {

    /** Passes over the 60,000 images. */
    static final int EPOCHS = 60;

    private static final int LATENT = 30;
    private static final int PIXELS = 784;
    private static final List<Integer> WIDTHS = List.of(2000, 1000, 500);
    private static final LayerConfig GELU = new LayerConfig.Activate(Activation.GELU);

    private Mnist30Networks() {}

    /** 784-1000-500-250-30 and back, the network of 2006 with another activation. */
    static ModelConfig classic(SampleShape shape) {
        return ModelConfig.mlp(shape, LATENT)
                .withBody(new MlpBody(List.of(1000, 500, 250), Activation.GELU, Normalization.NONE, 0));
    }

    /**
     * A linear path that starts as PCA, and beside it networks that learn what it leaves.
     *
     * <pre>{@code
     * x -> linear 30 ----------------------------- + -> z -> linear 784 --------------------------------------- + -> xHat
     *   -> 2000 -> 1000 -> 500 -> 30 ------------- +      -> 500 -> 1000 -> 2000 -> 32x7x7 -> 16x14x14 -> 28x28 +
     * }</pre>
     */
    static ModelConfig linearPath(SampleShape shape) {
        List<LayerConfig> encoder = new ArrayList<>();
        WIDTHS.forEach(width -> hidden(encoder, width));
        encoder.add(new LayerConfig.Linear(LATENT));

        List<Integer> widths = new ArrayList<>(WIDTHS);
        Collections.reverse(widths);
        List<LayerConfig> decoder = new ArrayList<>();
        widths.forEach(width -> hidden(decoder, width));
        hidden(decoder, 32 * 7 * 7);
        decoder.add(new LayerConfig.Unflatten(32, 7, 7));
        decoder.add(new LayerConfig.TransposedConv(16, 4, 2, 14, 14));
        decoder.add(GELU);
        decoder.add(new LayerConfig.TransposedConv(1, 4, 2, 28, 28));
        decoder.add(new LayerConfig.Flatten());

        LayersBody body = new LayersBody(
                List.of(
                        new LayerConfig.Flatten(),
                        new LayerConfig.Sum(List.of(List.of(new LayerConfig.Linear(LATENT)), encoder))),
                List.of(
                        new LayerConfig.Sum(List.of(List.of(new LayerConfig.Linear(PIXELS)), decoder)),
                        new LayerConfig.Unflatten(1, 28, 28)));
        return new ModelConfig(shape, LATENT, body, new PlainConfig(), Distortion.MSE);
    }

    /** Sets the linear path to whitening by PCA and back, and makes the networks beside it small. */
    static void startAtPca(Autoencoder model, Dataset train, Preprocessing preprocessing) {
        Map<String, Tensor> weights = model.parameters().all();
        try (TensorScope scope = TensorScope.open("start at PCA");
                NoGrad noGrad = NoGrad.open();
                Pca pca = Pca.fit(train, preprocessing, LATENT)) {
            Tensor whiten = pca.whitening(); // [30, 784]
            Tensor mean = pca.mean(); // [784]
            set(weights, "encoder.1.0.0.weight", whiten);
            set(
                    weights,
                    "encoder.1.0.0.bias",
                    whiten.matmul(mean.reshape(PIXELS, 1)).reshape(LATENT).neg());
            set(weights, "bottleneck.weight", identity());
            set(weights, "decoder.0.0.0.weight", pca.unwhitening()); // [784, 30]
            set(weights, "decoder.0.0.0.bias", mean);
            scale(weights, "encoder.1.1.6.weight", 0.15);
            scale(weights, "decoder.0.1.11.weight", 0.1);
        }
    }

    private static void hidden(List<LayerConfig> layers, int width) {
        layers.add(new LayerConfig.Linear(width));
        layers.add(GELU);
    }

    private static Tensor identity() {
        float[] values = new float[LATENT * LATENT];
        for (int i = 0; i < LATENT; i++) {
            values[i * LATENT + i] = 1;
        }
        return Tensor.of(values, LATENT, LATENT);
    }

    private static void set(Map<String, Tensor> weights, String name, Tensor value) {
        java.util.Objects.requireNonNull(weights.get(name), name).assignInPlace(value);
    }

    private static void scale(Map<String, Tensor> weights, String name, double factor) {
        Tensor weight = java.util.Objects.requireNonNull(weights.get(name), name);
        weight.assignInPlace(weight.mul(factor));
    }
}
