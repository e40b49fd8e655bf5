package io.diabolo.study;

/**
 * A trained model on data that it was not trained for. It is asked to give back what it is shown: the error is against the
 * changed input, noise included.
 *
 * @param model {@code mlp} or {@code conv}
 * @param latent D of the model; its first seed
 * @param variant what was done to the data
 * @param data the name of the data
 * @param samples how many
 * @param mse mean squared error by element, in model values
 * @param psnrDb mean over the samples
 * @param meanImageMse what answering with the mean of these very samples gives: a model that is no better knows nothing of them
 */
public record LimitRow(
        String model,
        int latent,
        Variant variant,
        String data,
        int samples,
        double mse,
        double psnrDb,
        double meanImageMse) {

    /** What was done to the test samples. */
    public enum Variant {
        /** Nothing: the point of comparison. */
        UNCHANGED,
        /** Gaussian noise with a standard deviation of 25/255 of the range of values, cut at the range. */
        NOISE,
        /** Moved 3 pixels to the right and down; the edge's own values move in. */
        SHIFTED,
        /** Dark and bright exchanged. */
        INVERTED,
        /** Enlarged twice, of which the middle is shown. */
        ENLARGED,
        /** Not the same data at all: the embedded glyphs, or geometric shapes where those were trained on. */
        OTHER_DATA
    }
}
