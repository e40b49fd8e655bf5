package io.diabolo.task;

import io.diabolo.data.SampleShape;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.OutputRange;
import io.diabolo.preprocess.Preprocessing;

/** What an architecture takes from the data that it is for. */
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

    /** The loss of a variational model: the binary cross-entropy for gray pictures in [0, 1], else the Gaussian likelihood. */
    public static Distortion likelihood(Preprocessing preprocessing) {
        boolean bernoulli = preprocessing.range().isUnitInterval()
                && preprocessing.shape().kind() == SampleShape.Kind.PICTURE
                && preprocessing.shape().channels() == 1;
        return bernoulli ? Distortion.BCE : Distortion.GAUSSIAN;
    }
}
