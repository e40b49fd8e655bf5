package io.diabolo.task;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An autoencoder for series: windows [C, L] in, windows out, in the units of the data.
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class SeriesAutoencoder implements AutoCloseable {

    private final TrainedModel model;
    private final SeriesPreprocessing preprocessing;

    private SeriesAutoencoder(TrainedModel model) {
        this.model = model;
        if (model.preprocessing() instanceof SeriesPreprocessing series) {
            preprocessing = series;
            return;
        }
        model.close();
        throw new BadInputException("this model takes samples %s, not series"
                .formatted(model.preprocessing().shape()));
    }

    /**
     * Trains with the default convolutional architecture and plan.
     *
     * @param latent how many numbers the code of a window has
     */
    public static SeriesAutoencoder train(LoadedData data, int latent) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        boolean gaps = data.train().hasGaps();
        AutoencoderConfig config =
                SuitedConfig.of(AutoencoderConfig.conv(preprocessing.shape(), latent), preprocessing, gaps);
        TrainingPlan plan = TrainingPlan.auto().withCorruption(SuitedConfig.corruption(gaps));
        return of(TrainedModel.train(config, data, preprocessing, plan, TrainingOptions.defaults()));
    }

    /** @throws BadInputException if the model is of another kind, which is closed then */
    public static SeriesAutoencoder of(TrainedModel model) {
        return new SeriesAutoencoder(model);
    }

    /** Reads a saved model onto the CPU. */
    public static SeriesAutoencoder load(Path folder) {
        return of(TrainedModel.load(folder, Device.CPU));
    }

    /** The names of the columns that windows are cut from, in the order of channels; empty where they have none. */
    public List<String> channelNames() {
        return preprocessing.channelNames();
    }

    public TrainedModel model() {
        return model;
    }

    public Codes encode(Dataset windows) {
        return model.encode(windows);
    }

    /** @return [N][C * L] */
    public float[][] reconstruct(Dataset windows) {
        float[][] samples = new float[windows.size()][];
        model.reconstruct(windows, (first, values) -> unpack(values, first, samples));
        return samples;
    }

    /** @return [N][C * L] */
    public float[][] decode(Codes codes) {
        float[][] samples = new float[codes.size()][];
        model.decode(codes, (first, values) -> unpack(values, first, samples));
        return samples;
    }

    private void unpack(float[] values, int first, float[][] samples) {
        preprocessing.toRaw(values);
        int elements = preprocessing.shape().elements();
        for (int i = 0; i < values.length / elements; i++) {
            samples[first + i] = Arrays.copyOfRange(values, i * elements, (i + 1) * elements);
        }
    }

    public Evaluation evaluate(Dataset windows) {
        return model.evaluate(windows);
    }

    public void save(Path folder) {
        model.save(folder);
    }

    @Override
    public void close() {
        model.close();
    }
}
