package io.diabolo.jobs;

import java.util.List;

/** Sees what becomes of samples while a model is trained. Called on the training's thread, and so to return at once. */
public interface SampleWatcher {

    /**
     * What PCA with as many numbers reaches, said once before the first step, where the two can be compared: a plain model that
     * learns the squared error of samples as they are.
     *
     * @param loss of PCA on the validation data, in the units of the validation loss
     */
    default void reference(double loss) {}

    /** After a validation, at most once a second, and at the end, for samples that are pictures. */
    default void reconstructed(Reconstructions shown) {}

    /**
     * Some validation samples and what the model makes of them; all are PNG files in memory, of the model's size.
     *
     * @param step how many steps are done
     * @param originals up to eight
     * @param inputs what the model saw; the originals again where nothing is done to them
     * @param outputs what it gave back
     */
    record Reconstructions(long step, List<byte[]> originals, List<byte[]> inputs, List<byte[]> outputs) {

        public Reconstructions {
            originals = List.copyOf(originals);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }
}
