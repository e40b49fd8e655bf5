package io.diabolo.jobs;

import io.diabolo.data.SampleShape;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import java.nio.file.Path;
import java.util.List;

/**
 * A model in a few figures.
 *
 * @param kind in words, such as {@code plain mlp autoencoder, latent 32, loss mse}
 * @param input the shape of a sample, such as {@code [1, 28, 28]}
 * @param pictures whether samples are pictures that can be sent to it
 * @param latent how many numbers a code has; 0 of a model without one
 * @param parameters how many numbers it has learned
 * @param data the name of what it was trained on
 * @param samples how many it was trained on
 * @param seconds that training took
 * @param metrics measured on the test part
 * @param warnings what the guards said
 */
public record ModelFigures(
        String kind,
        String input,
        boolean pictures,
        int latent,
        long parameters,
        String data,
        long samples,
        double seconds,
        List<Provenance.Metric> metrics,
        List<String> warnings) {

    public ModelFigures {
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
    }

    /** Reads a model folder; loads no native library. */
    public static ModelFigures of(Path folder) {
        ModelDescription model = ModelFolder.describe(folder);
        Provenance provenance = model.provenance();
        SampleShape shape = model.preprocessing().shape();
        int latent = model.architecture() instanceof AutoencoderConfig autoencoder ? autoencoder.codeSize() : 0;
        return new ModelFigures(
                Words.kind(model.architecture(), provenance.plan().noise().corruption()),
                shape.toString(),
                latent > 0 && ModelData.isPictures(model.preprocessing()),
                latent,
                model.architecture().parameters(),
                provenance.data(),
                provenance.trainSamples(),
                provenance.training().seconds(),
                provenance.metrics(),
                provenance.warnings());
    }
}
