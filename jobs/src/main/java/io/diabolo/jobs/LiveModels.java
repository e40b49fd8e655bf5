package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.embed.Planes;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Autoencoders of pictures that answer from memory, in milliseconds, whatever else computes. The last few that were asked stay
 * loaded; one whose folder has been written anew is read again. Every method may be called from several threads at once; calls to
 * one model take turns.
 *
 * <p>Failures are those of {@link Jobs}; a model of other samples than pictures is refused with
 * {@link BadInputException}.
 */
public final class LiveModels implements AutoCloseable {

    /** Samples of a cloud that are encoded in one turn. */
    private static final int CLOUD_PART = 4_096;

    /** Longer sides are of no use as thumbnails. */
    private static final int THUMBNAIL = 40;

    private final LoadedFolders<PictureAutoencoder> models;

    LiveModels(EngineTurns turns) {
        models = new LoadedFolders<>(turns, LiveModels::read);
    }

    /** The codes of pictures, each brought to the model's size: a list of D numbers for each. */
    public List<List<Float>> encode(Path folder, List<HeldPicture> pictures) {
        return models.use(folder, model -> numbers(model.encode(pictures(pictures))));
    }

    /** The pictures of codes as PNG files; fails where a code has not D numbers. */
    public List<byte[]> decode(Path folder, List<List<Float>> codes) {
        return models.use(folder, model -> {
            int latent = model.model().autoencoder().config().codeSize();
            for (List<Float> code : codes) {
                if (code.size() != latent) {
                    throw new BadInputException(
                            "a code of this model has %d numbers, not %d".formatted(latent, code.size()));
                }
            }
            float[] values = new float[latent * codes.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = codes.get(i / latent).get(i % latent);
            }
            return files(model.decode(Codes.of(latent, values)));
        });
    }

    /** Pictures as the model gives them back, as PNG files of the model's size. */
    public List<byte[]> reconstruct(Path folder, List<HeldPicture> pictures) {
        return models.use(folder, model -> files(model.reconstruct(pictures(pictures))));
    }

    /**
     * The codes of test samples of the data that a model was trained on, in a plane; as many of each label as it has a share.
     *
     * @param layout how codes of more than two numbers come into the plane: {@code pca}, {@code autoencoder} or {@code tsne}
     * @param most samples; others are left out
     * @throws BadInputException if the data is no longer there, or the layout takes more samples
     */
    public CodeMap map(Path folder, String layout, int most, JobControl control) {
        Planes.Layout chosen = Stream.of(Planes.Layout.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(layout))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "the layout must be pca, autoencoder or tsne, was '%s'".formatted(layout)));
        return models.use(folder, model -> map(model, folder, chosen, most, control));
    }

    private static CodeMap map(
            PictureAutoencoder model, Path folder, Planes.Layout layout, int most, JobControl control) {
        Dataset test = EvaluateRequest.of(folder).load(model.model(), control).test();
        Dataset shown = RowSubset.of(test, stratified(test, most));
        Codes codes = model.encode(shown);
        ArrayPreprocessing preprocessing = model.model().preprocessing().asArrays();
        Sprites sprites = Sprites.of(shown, preprocessing, THUMBNAIL);
        List<CodeMap.Point> points = new ArrayList<>();
        Planes.Principal laid = layout == Planes.Layout.PCA && codes.latent() > 1
                ? Planes.principal(codes)
                : new Planes.Principal(
                        codes.latent() < 2 ? line(codes) : layout.of(codes, control.stop()), new double[0][]);
        double[][] plane = laid.points();
        List<List<Float>> numbers = numbers(codes);
        for (int row = 0; row < shown.size(); row++) {
            points.add(new CodeMap.Point(
                    (float) plane[row][0],
                    (float) plane[row][1],
                    shown.label(row),
                    shown.itemName(row),
                    numbers.get(row)));
        }
        return new CodeMap(test.size(), codes.latent(), shown.labelNames(), points, sprites, axes(laid.axes()));
    }

    private static List<List<Double>> axes(double[]... axes) {
        return Stream.of(axes)
                .map(axis -> DoubleStream.of(axis).boxed().toList())
                .toList();
    }

    /**
     * The codes of the test samples that {@link #map} draws from, in a plane. Other calls get their turn meanwhile.
     *
     * @param axes two, each the D weights of a coordinate and then its offset
     * @param most samples; as many of each label as it has a share
     */
    public CodeCloud cloud(Path folder, List<List<Double>> axes, int most, JobControl control) {
        Dataset shown = models.use(folder, model -> {
            int wanted = model.model().autoencoder().config().codeSize() + 1;
            if (axes.size() != 2 || axes.stream().anyMatch(axis -> axis.size() != wanted)) {
                throw new BadInputException("two axes of %d numbers each are needed".formatted(wanted));
            }
            Dataset test =
                    EvaluateRequest.of(folder).load(model.model(), control).test();
            return RowSubset.of(test, stratified(test, most));
        });
        CodeCloud cloud = new CodeCloud(new float[shown.size()], new float[shown.size()], new byte[shown.size()]);
        for (int from = 0; from < shown.size(); from += CLOUD_PART) {
            int first = from;
            int[] rows = IntStream.range(first, Math.min(shown.size(), first + CLOUD_PART))
                    .toArray();
            Codes codes = models.use(folder, model -> model.encode(RowSubset.of(shown, rows)));
            for (int row = 0; row < codes.size(); row++) {
                cloud.x()[first + row] = at(axes.get(0), codes, row);
                cloud.y()[first + row] = at(axes.get(1), codes, row);
                int label = shown.label(first + row);
                cloud.labels()[first + row] = (byte) (label > Byte.MAX_VALUE ? -1 : label);
            }
        }
        return cloud;
    }

    private static float at(List<Double> axis, Codes codes, int row) {
        double sum = axis.get(codes.latent());
        for (int unit = 0; unit < codes.latent(); unit++) {
            sum += axis.get(unit) * codes.get(row, unit);
        }
        return (float) sum;
    }

    private static double[][] line(Codes codes) {
        return IntStream.range(0, codes.size())
                .mapToObj(row -> new double[] {codes.get(row, 0), 0})
                .toArray(double[][]::new);
    }

    /** Evenly through the rows in the order of their labels. */
    private static int[] stratified(Dataset data, int most) {
        int count = Math.min(most, data.size());
        int[] byLabel = IntStream.range(0, data.size())
                .boxed()
                .sorted(Comparator.comparingInt(data::label))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, count)
                .map(i -> byLabel[(int) ((long) i * data.size() / count)])
                .toArray();
    }

    private static List<Picture> pictures(List<HeldPicture> pictures) {
        return pictures.stream().map(HeldPicture::picture).toList();
    }

    private static List<byte[]> files(List<Picture> pictures) {
        return pictures.stream()
                .map(picture -> HeldPicture.of(picture.toBufferedImage()).png())
                .toList();
    }

    private static List<List<Float>> numbers(Codes codes) {
        return IntStream.range(0, codes.size())
                .mapToObj(row -> IntStream.range(0, codes.latent())
                        .mapToObj(unit -> codes.get(row, unit))
                        .toList())
                .toList();
    }

    private static PictureAutoencoder read(Path folder, Device device) {
        Preprocessing preprocessing = ModelFolder.describe(folder).preprocessing();
        if (!ModelData.isPictures(preprocessing)) {
            throw new BadInputException(
                    "%s is a model of samples %s, which are no pictures: use ./diabolo encode, decode and reconstruct"
                            .formatted(folder, preprocessing.shape()));
        }
        return PictureAutoencoder.load(folder, device);
    }

    @Override
    public void close() {
        models.close();
    }
}
