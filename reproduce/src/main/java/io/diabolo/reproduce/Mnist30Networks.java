package io.diabolo.reproduce;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LayersBody;
import io.diabolo.model.MlpBody;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Sum;
import io.diabolo.nn.TransposedConv;
import io.diabolo.nn.Unflatten;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The two networks of {@link Mnist30}. */
final class Mnist30Networks {

    /** Passes over the 60,000 images. */
    static final int EPOCHS = 40;

    private static final int LATENT = 30;
    private static final int PIXELS = 784;
    private static final int CARRIERS = 2 * LATENT;
    private static final double RECTIFIER_GAIN = Math.sqrt(2);
    private static final List<Integer> WIDTHS = List.of(2000, 1000, 500);
    private static final LayerConfig GELU = new Activate(Activation.GELU);

    private Mnist30Networks() {}

    /** 784-1000-500-250-30 and back, the network of 2006 with another activation. */
    static AutoencoderConfig classic(SampleShape shape) {
        return AutoencoderConfig.plain(
                shape, LATENT, new MlpBody(List.of(1000, 500, 250), Activation.GELU, Normalization.NONE, 0));
    }

    /**
     * A linear path that starts as PCA, and beside it networks that learn what it leaves.
     *
     * <pre>{@code
     * x -> linear 30 ----------------------------- + -> z -> linear 784 --------------------------------------- + -> xHat
     *   -> 2000 -> 1000 -> 500 -> 30 ------------- +      -> 500 -> 1000 -> 2000 -> 32x7x7 -> 16x14x14 -> 28x28 +
     * }</pre>
     */
    static AutoencoderConfig linearPath(SampleShape shape) {
        List<LayerConfig> encoder = new ArrayList<>();
        WIDTHS.forEach(width -> hidden(encoder, width));
        encoder.add(new Linear(LATENT));

        List<Integer> widths = new ArrayList<>(WIDTHS);
        Collections.reverse(widths);
        List<LayerConfig> decoder = new ArrayList<>();
        widths.forEach(width -> hidden(decoder, width));
        hidden(decoder, 32 * 7 * 7);
        decoder.add(new Unflatten(32, 7, 7));
        decoder.add(new TransposedConv(16, 4, 2, 14, 14));
        decoder.add(GELU);
        decoder.add(new TransposedConv(1, 4, 2, 28, 28));
        decoder.add(new Flatten());

        LayersBody body = new LayersBody(
                List.of(new Flatten(), new Sum(List.of(List.of(new Linear(LATENT)), encoder))),
                List.of(new Sum(List.of(List.of(new Linear(PIXELS)), decoder)), new Unflatten(1, 28, 28)));
        return AutoencoderConfig.plain(shape, LATENT, body);
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

    /**
     * Lets the classic network start as PCA without changing it: {@code gelu(a) - gelu(-a) = a}, so 60 units of each hidden
     * layer carry the 30 components through. What pre-training by restricted Boltzmann machines did in 2006.
     */
    static void carryPca(Autoencoder model, Dataset train, Preprocessing preprocessing) {
        Map<String, Tensor> weights = model.parameters().all();
        try (TensorScope scope = TensorScope.open("carry PCA");
                NoGrad noGrad = NoGrad.open();
                Pca pca = Pca.fit(train, preprocessing, LATENT)) {
            Tensor whiten = pca.whitening(); // [30, 784]
            Tensor mean = pca.mean();
            Tensor offset =
                    whiten.matmul(mean.reshape(PIXELS, 1)).reshape(LATENT).neg();
            enter(weights, "encoder.1", whiten, offset);
            pass(weights, "encoder.3");
            pass(weights, "encoder.5");
            leave(weights, "bottleneck", 0.3 / RECTIFIER_GAIN, identity(), Tensor.zeros(LATENT));
            enter(weights, "decoder.0", identity(), Tensor.zeros(LATENT));
            pass(weights, "decoder.2");
            pass(weights, "decoder.4");
            leave(weights, "decoder.6", 0.1 / RECTIFIER_GAIN, pca.unwhitening(), mean);
        }
    }

    /** Units 0 to 29 get W x + b, units 30 to 59 the negative. */
    private static void enter(Map<String, Tensor> weights, String layer, Tensor in, Tensor offset) {
        Tensor weight = get(weights, layer + ".weight"); // [units, inputs]
        Tensor bias = get(weights, layer + ".bias");
        set(weights, layer + ".weight", Tensor.concat(List.of(in, in.neg(), below(weight)), 0));
        set(weights, layer + ".bias", Tensor.concat(List.of(offset, offset.neg(), below(bias)), 0));
    }

    /** Units 0 to 59 get the difference of the pairs below, with both signs. */
    private static void pass(Map<String, Tensor> weights, String layer) {
        Tensor weight = get(weights, layer + ".weight");
        Tensor pair = Tensor.concat(List.of(identity(), identity().neg()), 1); // [30, 60]
        Tensor row = Tensor.concat(List.of(pair, Tensor.zeros(LATENT, weight.size(1) - CARRIERS)), 1);
        set(weights, layer + ".weight", Tensor.concat(List.of(row, row.neg(), below(weight)), 0));
    }

    /** The output reads the pairs; the other units count for little at first. */
    private static void leave(Map<String, Tensor> weights, String layer, double scale, Tensor out, Tensor offset) {
        Tensor weight = get(weights, layer + ".weight");
        Tensor others = weight.narrow(1, CARRIERS, weight.size(1) - CARRIERS).mul(scale);
        set(weights, layer + ".weight", Tensor.concat(List.of(out, out.neg(), others), 1));
        set(weights, layer + ".bias", offset);
    }

    private static Tensor below(Tensor weight) {
        return weight.narrow(0, CARRIERS, weight.size(0) - CARRIERS);
    }

    private static Tensor get(Map<String, Tensor> weights, String name) {
        return java.util.Objects.requireNonNull(weights.get(name), name).detach();
    }

    private static void hidden(List<LayerConfig> layers, int width) {
        layers.add(new Linear(width));
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
