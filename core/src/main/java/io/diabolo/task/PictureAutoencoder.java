package io.diabolo.task;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import io.diabolo.eval.Evaluation;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An autoencoder for pictures: pictures in, pictures out, each brought to the model's size and channels.
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class PictureAutoencoder implements AutoCloseable {

    /** Pictures that are held at the model's size at once. */
    private final TrainedModel model;

    private final ArrayPreprocessing preprocessing;
    private final boolean strict;

    private PictureAutoencoder(TrainedModel model, ArrayPreprocessing preprocessing, boolean strict) {
        this.model = model;
        this.preprocessing = preprocessing;
        this.strict = strict;
    }

    /** Trains a model on the CPU; evaluate it with {@link #evaluate}, keep it with {@link #save}. */
    public static PictureAutoencoder train(AutoencoderConfig config, LoadedData data, TrainingPlan plan) {
        return train(config, data, plan, TrainingOptions.defaults());
    }

    /** Trains a model that listeners watch, or on another device. */
    public static PictureAutoencoder train(
            AutoencoderConfig config, LoadedData data, TrainingPlan plan, TrainingOptions options) {
        ArrayPreprocessing preprocessing = Preprocessing.of(data.train()).asArrays();
        return of(TrainedModel.train(config, data, preprocessing, plan, options));
    }

    /** @throws BadInputException if the model is of another kind, or has no latent; it is closed then */
    public static PictureAutoencoder of(TrainedModel model) {
        try {
            model.autoencoder();
            return new PictureAutoencoder(model, model.preprocessing().asArrays(), false);
        } catch (DiaboloException e) {
            model.close();
            throw e;
        }
    }

    /** Reads a saved model onto the CPU. */
    public static PictureAutoencoder load(Path folder) {
        return load(folder, Device.CPU);
    }

    public static PictureAutoencoder load(Path folder, Device device) {
        return of(TrainedModel.load(folder, device));
    }

    /**
     * The same model, which refuses pictures of another size instead of resizing them, as a service may want that is never
     * meant to see any. Closing one of the two closes both.
     */
    public PictureAutoencoder strict() {
        return new PictureAutoencoder(model, preprocessing, true);
    }

    public TrainedModel model() {
        return model;
    }

    /**
     * Pictures as the model gives them back, at the model's size.
     *
     * @throws BadInputException if one has another size and the model is {@link #strict}
     */
    public List<Picture> reconstruct(List<Picture> pictures) {
        List<Picture> rebuilt = new ArrayList<>(pictures.size());
        if (!pictures.isEmpty()) {
            model.reconstruct(fitted(pictures), this::pictures, (first, part) -> rebuilt.addAll(part));
        }
        return rebuilt;
    }

    /** The codes of pictures. */
    public Codes encode(List<Picture> pictures) {
        return pictures.isEmpty()
                ? Codes.of(model.autoencoder().config().codeSize(), new float[0])
                : model.encode(fitted(pictures));
    }

    /** The codes of a dataset whose samples have the model's shape. */
    public Codes encode(Dataset data) {
        return model.encode(data);
    }

    /**
     * Pictures of codes; values outside of what a picture holds are limited.
     *
     * @throws BadInputException if the codes have not D numbers
     */
    public List<Picture> decode(Codes codes) {
        List<Picture> pictures = new ArrayList<>(codes.size());
        model.decode(codes, this::pictures, (first, part) -> pictures.addAll(part));
        return pictures;
    }

    private Dataset fitted(List<Picture> pictures) {
        return new PictureList(preprocessing.shape(), pictures, this::fitted);
    }

    private Picture fitted(Picture picture) {
        Size own = new Size(preprocessing.shape().width(), preprocessing.shape().height());
        if (strict && !picture.size().equals(own)) {
            throw new BadInputException(
                    "a picture of %s is not of the model's size %s, and the model is strict: resize it"
                            .formatted(picture.size(), own));
        }
        return preprocessing.fit(picture);
    }

    private List<Picture> pictures(float[] values) {
        return IntStream.range(0, values.length / preprocessing.shape().elements())
                .mapToObj(i -> preprocessing.toPicture(values, i))
                .toList();
    }

    /** How well it reconstructs data, whose input is corrupted as in training: a denoiser sees noise. */
    public Evaluation evaluate(Dataset data) {
        return model.evaluate(data);
    }

    public void save(Path folder) {
        model.save(folder);
    }

    @Override
    public void close() {
        model.close();
    }
}
