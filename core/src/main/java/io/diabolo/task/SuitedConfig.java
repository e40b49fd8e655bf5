package io.diabolo.task;

import io.diabolo.corrupt.ArtificialGaps;
import io.diabolo.corrupt.Corruption;
import io.diabolo.data.SampleShape;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.OutputRange;
import io.diabolo.preprocess.Preprocessing;

/** What an architecture and its training take from the data that they are for. */
public final class SuitedConfig {

    private SuitedConfig() {}

    /**
     * An architecture whose output reaches all model values, and which is told where values are missing.
     *
     * @param gaps whether the data has missing values
     */
    public static AutoencoderConfig of(AutoencoderConfig config, Preprocessing preprocessing, boolean gaps) {
        return config.withOutput(preprocessing.range().isUnitInterval() ? config.output() : OutputRange.LINEAR)
                .withMaskInput(gaps);
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
