package io.diabolo.task;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.image.Picture;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An autoencoder with its preprocessing: pictures in, pictures out.
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class PictureAutoencoder implements AutoCloseable {

    private static final int MOST_AT_ONCE = 512;

    private final Autoencoder model;
    private final ModelDescription description;
    private final Device device;
    private final int chunk;
    private final ArrayPreprocessing pictures;

    private PictureAutoencoder(Autoencoder model, ModelDescription description, Device device) {
        this.model = model;
        this.description = description;
        this.device = device;
        pictures = description.preprocessing().asArrays();
        chunk = Batches.chunk(model.config().input(), MOST_AT_ONCE);
    }

    /** Trains a model on the CPU; evaluate it with {@link #evaluate}, keep it with {@link #save}. */
    public static PictureAutoencoder train(AutoencoderConfig config, LoadedData data, TrainingPlan plan) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        Autoencoder model = config.build(plan.seed());
        try (Trainer trainer = new Trainer(model, data.train(), data.validation(), preprocessing, plan, Device.CPU)) {
            return of(model, preprocessing, provenance(data.train(), trainer.plan(), trainer.fit()), Device.CPU);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Takes over a model that was trained with listeners, checkpoints or on another device. */
    public static PictureAutoencoder of(
            Autoencoder model, Preprocessing preprocessing, Provenance provenance, Device device) {
        return new PictureAutoencoder(model, new ModelDescription(model.config(), preprocessing, provenance), device);
    }

    /** Reads a saved model onto the CPU. */
    public static PictureAutoencoder load(Path folder) {
        return load(folder, Device.CPU);
    }

    public static PictureAutoencoder load(Path folder, Device device) {
        Reconstructor model = ModelFolder.load(folder, device);
        if (model instanceof Autoencoder autoencoder) {
            return new PictureAutoencoder(autoencoder, ModelFolder.describe(folder), device);
        }
        model.close();
        throw new BadInputException("%s holds a restorer, not an autoencoder: it has no latent".formatted(folder));
    }

    /** What a trained model remembers of its training. */
    public static Provenance provenance(Dataset train, TrainingPlan plan, TrainingResult result) {
        return new Provenance(
                train.name(), train.hash(), train.size(), plan, result, versions(), List.of(), result.warnings());
    }

    /** Of Diabolo, libtorch and Java. */
    public static List<String> versions() {
        return List.of("Diabolo " + version(), Engine.version(), "Java " + Runtime.version());
    }

    private static String version() {
        String version = PictureAutoencoder.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    public void save(Path folder) {
        save(folder, description.provenance());
    }

    /** Saves with metrics that were measured since the training. */
    public void save(Path folder, Provenance provenance) {
        ModelFolder.save(folder, model, description.preprocessing(), provenance);
    }

    public ModelDescription description() {
        return description;
    }

    public Autoencoder model() {
        return model;
    }

    /** Pictures as the model gives them back, brought to its size and channels. */
    public List<Picture> reconstruct(List<Picture> pictures) {
        List<Picture> rebuilt = new ArrayList<>(pictures.size());
        for (int first = 0; first < pictures.size(); first += chunk) {
            List<Picture> part = pictures.subList(first, Math.min(pictures.size(), first + chunk));
            try (TensorScope scope = TensorScope.open("reconstruct", device);
                    NoGrad noGrad = NoGrad.open()) {
                addPictures(model.reconstruct(samples(part)), part.size(), rebuilt);
            }
        }
        return rebuilt;
    }

    /** One code of D numbers for each picture. */
    public float[][] encode(List<Picture> pictures) {
        float[][] codes = new float[pictures.size()][];
        for (int first = 0; first < codes.length; first += chunk) {
            List<Picture> part = pictures.subList(first, Math.min(codes.length, first + chunk));
            try (TensorScope scope = TensorScope.open("encode", device);
                    NoGrad noGrad = NoGrad.open()) {
                System.arraycopy(model.encode(samples(part)).toRows(), 0, codes, first, part.size());
            }
        }
        return codes;
    }

    /** One code of D numbers for each row of a dataset whose samples have the model's shape. */
    public float[][] encode(Dataset data) {
        requireFit(data);
        Batches batches = new Batches(data, description.preprocessing());
        float[][] codes = new float[data.size()][];
        for (int first = 0; first < codes.length; first += chunk) {
            try (TensorScope scope = TensorScope.open("encode", device);
                    NoGrad noGrad = NoGrad.open()) {
                int[] rows = Batches.range(first, chunk, data.size());
                System.arraycopy(model.encode(batches.load(rows)).toRows(), 0, codes, first, rows.length);
            }
        }
        return codes;
    }

    /**
     * Pictures of codes.
     *
     * @throws BadInputException if a code has not D finite numbers
     */
    public List<Picture> decode(float[][] codes) {
        List<Picture> pictures = new ArrayList<>();
        for (int first = 0; first < codes.length; first += chunk) {
            int count = Math.min(chunk, codes.length - first);
            float[] flat = join(codes, first, count);
            try (TensorScope scope = TensorScope.open("decode", device);
                    NoGrad noGrad = NoGrad.open()) {
                int latent = model.config().latent();
                addPictures(model.decode(Tensor.of(flat, count, latent)), count, pictures);
            }
        }
        return pictures;
    }

    /** How well it reconstructs data, whose input is corrupted as in training: a denoiser sees noise. */
    public Evaluation evaluate(Dataset data) {
        requireFit(data);
        return Evaluation.of(
                model,
                description.preprocessing(),
                data,
                device,
                description.provenance().plan().noise().corruption());
    }

    /** Of clean input, with the code and the error of each sample, which would else be computed again. */
    public Evaluation.InDetail evaluateInDetail(Dataset data) {
        requireFit(data);
        return Evaluation.inDetail(model, description.preprocessing(), data, device);
    }

    private void requireFit(Dataset data) {
        if (!data.shape().equals(shape())) {
            throw new BadInputException("the model takes samples %s, the data has %s; give --size or --gray"
                    .formatted(shape(), data.shape()));
        }
        boolean bytes = pictures.bytes();
        if (data.isBytes() != bytes) {
            throw new BadInputException("the model was trained on %s, the data holds %s; give data of the same kind"
                    .formatted(bytes ? "bytes" : "floats", bytes ? "floats" : "bytes"));
        }
    }

    private SampleShape shape() {
        return model.config().input();
    }

    /** [N, C, H, W] */
    private Tensor samples(List<Picture> pictures) {
        SampleShape shape = shape();
        byte[] raw = new byte[pictures.size() * shape.elements()];
        for (int i = 0; i < pictures.size(); i++) {
            byte[] pixels = this.pictures.fit(pictures.get(i)).pixels();
            System.arraycopy(pixels, 0, raw, i * pixels.length, pixels.length);
        }
        return Batches.ofBytes(raw, this.pictures, pictures.size(), shape.channels(), shape.height(), shape.width());
    }

    /** Values outside of what a picture holds are limited. */
    private void addPictures(Tensor samples, int count, List<Picture> pictures) {
        double factor = 255 / this.pictures.range().peak();
        byte[] pixels = samples.to(DataType.FLOAT32)
                .scaleAndShift(factor, 0.5 - this.pictures.low() * factor) // a conversion rounds down
                .clamp(0, 255)
                .to(DataType.UINT8)
                .toBytes();
        SampleShape shape = shape();
        int size = shape.elements();
        for (int i = 0; i < count; i++) {
            byte[] own = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
            pictures.add(new Picture(shape.channels(), shape.height(), shape.width(), own));
        }
    }

    private float[] join(float[][] codes, int first, int count) {
        int latent = model.config().latent();
        float[] flat = new float[count * latent];
        for (int i = 0; i < count; i++) {
            float[] code = codes[first + i];
            if (code.length != latent) {
                throw new BadInputException(
                        "code %d has %d numbers, this model's codes have %d".formatted(first + i, code.length, latent));
            }
            for (float value : code) {
                if (!Float.isFinite(value)) {
                    throw new BadInputException("code %d holds %s; codes must be finite".formatted(first + i, value));
                }
            }
            System.arraycopy(code, 0, flat, i * latent, latent);
        }
        return flat;
    }

    @Override
    public void close() {
        model.close();
    }
}
