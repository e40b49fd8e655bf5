package io.diabolo.study;

import java.util.List;

/**
 * What the trained models are compared with, all measured on the test part.
 *
 * @param meanImageMse the error of answering with the mean of the training samples
 * @param pca principal components, one row for each latent size of the study that they reach
 * @param pictures how many test pictures, the first ones, {@code equalBytes} is about; 0 where it is empty
 * @param equalBytes the models and the picture codecs with their real bytes; empty where samples are no pictures of bytes
 * @param models the size of each model that {@code equalBytes} names
 */
public record References(
        double meanImageMse, List<PcaRow> pca, int pictures, List<EqualBytesRow> equalBytes, List<ModelBytes> models) {

    public References {
        pca = List.copyOf(pca);
        equalBytes = List.copyOf(equalBytes);
        models = List.copyOf(models);
    }

    /**
     * Principal components: the best linear autoencoder.
     *
     * @param latent how many
     * @param testMse mean squared error by element
     * @param psnrDb of that error, over all samples at once
     */
    public record PcaRow(int latent, double testMse, double psnrDb) {}

    /** Who made the bytes. */
    public enum Codec {
        /** The codes of the first seed, one quantised number of 8 or 4 bits a unit, all test codes deflated together. */
        AUTOENCODER,
        /** A JPEG file for each picture: several hundred bytes of each are its header. */
        JPEG,
        /** One JPEG file of all pictures in one sheet, whose header counts once. */
        JPEG_SHEET,
        /** A PNG file for each picture. */
        PNG,
        /** One PNG file of all pictures in one sheet. */
        PNG_SHEET
    }

    /**
     * What so many bytes are worth.
     *
     * @param codec who made them
     * @param model a name of {@link StudyModel} where the codec is {@link Codec#AUTOENCODER}, else empty
     * @param latent D of that model, else 0
     * @param setting bits of a unit for an autoencoder, quality 0 to 100 for JPEG, 0 for PNG
     * @param bytesPerImage real bytes of all pictures divided by their number; without the model, see {@link ModelBytes}
     * @param bitsPerPixel the same in bits, divided by H x W
     * @param mse mean squared error by element in model values, 0 where nothing is lost
     * @param psnrDb of that error, over all samples at once; infinite where nothing is lost
     */
    public record EqualBytesRow(
            Codec codec,
            String model,
            int latent,
            int setting,
            double bytesPerImage,
            double bitsPerPixel,
            double mse,
            double psnrDb) {}

    /**
     * What has to be there to turn codes back into pictures, beside the codes.
     *
     * @param model a name of {@link StudyModel}
     * @param latent D
     * @param bytes of the saved weights, encoder and decoder, and of the ranges of the units
     */
    public record ModelBytes(String model, int latent, long bytes) {}
}
