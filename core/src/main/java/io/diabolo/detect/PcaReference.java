package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Preprocessing;

/** The squared error of a sample's reconstruction from its leading principal components: the linear autoencoder. */
public final class PcaReference implements Reference {

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
        int elements = preprocessing.shape().elements();
        float[] values = Reference.values(data, preprocessing);
        float[] rebuilt;
        try (TensorScope scope = TensorScope.open("pca scores")) {
            Tensor mean = pca.mean();
            rebuilt = Tensor.of(values, data.size(), elements)
                    .sub(mean)
                    .matmul(pca.whitening().transpose())
                    .matmul(pca.unwhitening().transpose())
                    .add(mean)
                    .toFloats();
        }
        double[] scores = new double[data.size()];
        for (int i = 0; i < values.length; i++) {
            double error = values[i] - rebuilt[i];
            scores[i / elements] += error * error;
        }
        return scores;
    }

    @Override
    public void close() {
        pca.close();
    }
}
