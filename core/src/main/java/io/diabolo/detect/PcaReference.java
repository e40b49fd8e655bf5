package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Preprocessing;

/** The squared error of a sample's reconstruction from its leading principal components: the linear autoencoder. */
public final class PcaReference implements Reference {

    /** For pictures, where nothing else says how many. */
    public static final int USUAL_COMPONENTS = 32;

    private final Preprocessing preprocessing;
    private final Pca pca;

    private PcaReference(Preprocessing preprocessing, Pca pca) {
        this.preprocessing = preprocessing;
        this.pca = pca;
    }

    /** @param components as many as the autoencoder's latent has; fewer where the samples have no more */
    public static PcaReference fit(Dataset normal, Preprocessing preprocessing, int components) {
        return new PcaReference(preprocessing, Pca.fit(normal, preprocessing, components));
    }

    @Override
    public String name() {
        return "PCA (%d components)".formatted(pca.count());
    }

    @Override
    public double[] score(Dataset data) {
        double[] scores = new double[data.size()];
        float[] errors = errors(data);
        int elements = preprocessing.shape().elements();
        for (int i = 0; i < errors.length; i++) {
            scores[i / elements] += errors[i];
        }
        return scores;
    }

    /** The squared error of each element [N, E]. */
    public float[] errors(Dataset data) {
        int elements = preprocessing.shape().elements();
        float[] values = Reference.values(data, preprocessing);
        try (TensorScope scope = TensorScope.open("pca scores")) {
            Tensor mean = pca.mean();
            Tensor samples = Tensor.of(values, data.size(), elements);
            return samples.sub(mean)
                    .matmul(pca.whitening().transpose())
                    .matmul(pca.unwhitening().transpose())
                    .add(mean)
                    .sub(samples)
                    .square()
                    .toFloats();
        }
    }

    @Override
    public void close() {
        pca.close();
    }
}
