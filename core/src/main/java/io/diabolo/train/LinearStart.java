package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.loss.Distortion;
import io.diabolo.loss.LogisticMixture;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LinearPath;
import io.diabolo.model.OutputRange;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Lets the linear path of an autoencoder start as the principal components of the training data, whitened, and the networks
 * beside it small: the first step already reconstructs as PCA does, and training learns what that leaves. In front of a
 * sigmoid s the way back is taken to first order around the mean: {@code s(logit(mean) + (xHat - mean) / (mean (1 - mean)))}; of a
 * mixture of distributions it goes to the means.
 *
 * @source Baldi and Hornik 1989 (what a linear autoencoder learns)
 */
final class LinearStart {

    /** What the last layers of the networks are multiplied by. */
    private static final double SMALL = 0.1;

    /** Means closer to 0 and 1 than this would make the sigmoid's slope too small. */
    private static final double EDGE = 0.05;

    /** Large samples are many values; their components are found from fewer of them. */
    private static final int SMALL_SAMPLE = 256;

    private static final int FEW = 2_000;
    private static final int MANY = 20_000;

    private final Map<String, Tensor> weights;
    private final LinearPath path;
    private final AutoencoderConfig config;
    private final int latent;

    private LinearStart(Autoencoder model, LinearPath path) {
        weights = model.parameters().all();
        this.path = path;
        config = model.config();
        latent = config.latent();
    }

    /** Sets the weights of a model that has such a path; leaves another as it is. */
    static void apply(Autoencoder model, Dataset train, Preprocessing preprocessing) {
        AutoencoderConfig config = model.config();
        config.body().pathAround(config.decoderOutput()).ifPresent(path -> new LinearStart(model, path)
                .start(train, preprocessing));
    }

    private void start(Dataset train, Preprocessing preprocessing) {
        try (TensorScope scope = TensorScope.open("start at PCA");
                NoGrad noGrad = NoGrad.open();
                Pca pca = Pca.fit(some(train, preprocessing), preprocessing, latent)) {
            int found = pca.count();
            Tensor mean = pca.mean(); // [E]
            Tensor whitening = padded(pca.whitening(), 0, latent - found); // [D, E]
            Tensor shift = whitening
                    .matmul(mean.reshape(mean.size(0), 1))
                    .reshape(latent)
                    .neg();
            Tensor encoder = get(path.encoder() + ".weight"); // [D, E], with a mask behind the values [D, 2E]
            encoder.assignInPlace(padded(whitening, 1, encoder.size(1) - whitening.size(1)));
            get(path.encoder() + ".bias").assignInPlace(shift);
            Tensor bottleneck = get("bottleneck.weight"); // [D, D], variational [2D, D]
            bottleneck.assignInPlace(padded(identity(), 0, bottleneck.size(0) - latent));
            setDecoder(pca.unwhitening(), mean);
            for (String network : List.of(path.encoderNetwork(), path.decoderNetwork())) {
                Tensor last = get(network + ".weight");
                last.assignInPlace(last.mul(SMALL));
            }
        }
    }

    /** @param back [E, found], from a code to a sample without its mean; labels behind a code move nothing at first */
    private void setDecoder(Tensor back, Tensor mean) {
        Tensor weight = back;
        Tensor bias = mean;
        if (config.loss() == Distortion.MIXTURE) {
            int channels = config.input().channels();
            weight = LogisticMixture.toMeans(back, channels);
            Tensor means = LogisticMixture.toMeans(mean.sub(0.5).reshape(mean.size(0), 1), channels);
            bias = means.reshape(means.size(0));
        } else if (config.output() == OutputRange.UNIT || config.loss().hasOwnRange()) {
            Tensor inside = mean.clamp(EDGE, 1 - EDGE);
            Tensor outside = inside.neg().add(1);
            weight = back.div(inside.mul(outside).reshape(mean.size(0), 1));
            bias = inside.div(outside).log();
        }
        Tensor decoder = get(path.decoder() + ".weight"); // [E, D], of a model that is told labels [E, D + L]
        decoder.assignInPlace(padded(weight, 1, decoder.size(1) - weight.size(1)));
        get(path.decoder() + ".bias").assignInPlace(bias);
    }

    private static Dataset some(Dataset train, Preprocessing preprocessing) {
        int most = preprocessing.shape().elements() > SMALL_SAMPLE ? FEW : MANY;
        if (train.size() <= most) {
            return train;
        }
        int[] rows = new SplittableRandom(most).ints(most, 0, train.size()).toArray();
        return RowSubset.of(train, rows);
    }

    private Tensor get(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    /** More rows (axis 0) or columns (axis 1), of zeros. */
    private static Tensor padded(Tensor matrix, int axis, long more) {
        if (more == 0) {
            return matrix;
        }
        Tensor zeros = axis == 0 ? Tensor.zeros(more, matrix.size(1)) : Tensor.zeros(matrix.size(0), more);
        return Tensor.concat(List.of(matrix, zeros), axis);
    }

    private Tensor identity() {
        float[] values = new float[latent * latent];
        for (int i = 0; i < latent; i++) {
            values[i * latent + i] = 1;
        }
        return Tensor.of(values, latent, latent);
    }
}
