package io.diabolo.task;

import io.diabolo.corrupt.ArtificialGaps;
import io.diabolo.corrupt.Corruption;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.OutputRange;
import io.diabolo.preprocess.Preprocessing;

/** What an architecture and its training take from the data that they are for. */
public final class SuitedConfig {

    private SuitedConfig() {}

    /** The plain autoencoder with fully connected layers for data. */
    public static AutoencoderConfig mlp(LoadedData data, int latent) {
        return of(AutoencoderConfig.mlp(data.train().shape(), latent), data);
    }

    /** The plain convolutional autoencoder for data. */
    public static AutoencoderConfig conv(LoadedData data, int latent) {
        return of(AutoencoderConfig.conv(data.train().shape(), latent), data);
    }

    /** An architecture with what the training part of data asks for. */
    public static AutoencoderConfig of(AutoencoderConfig config, LoadedData data) {
        return of(config, Preprocessing.of(data.train()), data.train().hasGaps());
    }

    /**
     * An architecture whose outputs reach all model values and, of pictures in [0, 1], no others (but for latents that keep
     * their space), and which is told where values are missing.
     *
     * @param gaps whether the data has missing values
     */
    public static AutoencoderConfig of(AutoencoderConfig config, Preprocessing preprocessing, boolean gaps) {
        // With a latent that keeps its space nothing starts at the mean sample, and a sigmoid's gradient was seen to
        // vanish: the output of a quantised network on MNIST ended black at every learning rate that was tried.
        boolean unit = preprocessing.shape().kind() == SampleShape.Kind.PICTURE
                && preprocessing.range().isUnitInterval()
                && config.latentShape().rank() == 1;
        return config.withOutput(unit ? OutputRange.UNIT : OutputRange.LINEAR).withMaskInput(gaps);
    }

    /** What training hides where nobody says it: some of the known values of data with gaps, which then are learned to be filled. */
    public static Corruption corruption(boolean gaps) {
        return gaps ? ArtificialGaps.usual() : Corruption.none();
    }

    /** The loss of a variational model: the binary cross-entropy for gray pictures in [0, 1], else the Gaussian likelihood. */
    public static Distortion likelihood(Preprocessing preprocessing) {
        boolean bernoulli = preprocessing.range().isUnitInterval()
                && preprocessing.shape().kind() == SampleShape.Kind.PICTURE
                && preprocessing.shape().channels() == 1;
        return bernoulli ? Distortion.BCE : Distortion.GAUSSIAN;
    }
}
