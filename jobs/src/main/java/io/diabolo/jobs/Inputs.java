package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a user hands to a model: picture files, folders of them, arrays. They go through it in parts of a few hundred. */
final class Inputs {

    private static final int PART = 256;
    private static final int NAMED = 3;

    private final PictureAutoencoder model;
    private final ArrayPreprocessing preprocessing;
    private final boolean strict;
    private final Consumer<String> notes;
    private final Consumer<Part> action;
    private final List<String> skipped = new ArrayList<>();
    private @Nullable DiaboloException firstFailure;
    private boolean sizeSaid;
    private int done;

    private Inputs(PictureAutoencoder model, boolean strict, Consumer<String> notes, Consumer<Part> action) {
        this.model = model;
        this.preprocessing = model.model().preprocessing().asArrays();
        this.strict = strict;
        this.notes = notes;
        this.action = action;
    }

    /**
     * Encodes all inputs, part by part.
     *
     * @param strict whether a picture that does not decode is an error; else it is skipped and named
     * @return how many samples there were
     * @throws BadInputException if a path does not exist or nothing is left to encode
     */
    static int encode(
            List<Path> paths, PictureAutoencoder model, boolean strict, Consumer<String> notes, Consumer<Part> action) {
        Inputs inputs = new Inputs(model, strict, notes, action);
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new BadInputException("%s: no such file or folder".formatted(path));
            }
        }
        List<Path> pictures = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path) && PictureFiles.isPicture(path)) {
                pictures.add(path);
            } else {
                inputs.dataset(path);
            }
        }
        for (int first = 0; first < pictures.size(); first += PART) {
            inputs.pictures(pictures.subList(first, Math.min(pictures.size(), first + PART)));
        }
        return inputs.end(pictures.size());
    }

    private void dataset(Path path) {
        Dataset data = open(path);
        for (int first = 0; first < data.size(); first += PART) {
            int[] rows =
                    IntStream.range(first, Math.min(data.size(), first + PART)).toArray();
            List<String> names = Arrays.stream(rows).mapToObj(data::itemName).toList();
            Dataset part = RowSubset.of(data, rows);
            hand(new Part(names, names.stream().map(path::resolve).toList(), originals(part), model.encode(part)));
        }
    }

    private void pictures(List<Path> files) {
        List<Path> good = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files) {
            try {
                Picture picture = PictureFiles.read(file);
                sayOtherSize(file, picture.size());
                pictures.add(preprocessing.fit(picture));
                good.add(file);
            } catch (BadInputException | CorruptFileException e) {
                if (strict || !preprocessing.bytes()) {
                    throw e;
                }
                firstFailure = firstFailure == null ? e : firstFailure;
                skipped.add(file.toString());
            }
        }
        if (!pictures.isEmpty()) {
            List<String> names =
                    good.stream().map(file -> file.getFileName().toString()).toList();
            hand(new Part(names, good, pictures, model.encode(pictures)));
        }
    }

    private void hand(Part part) {
        done += part.names().size();
        action.accept(part);
    }

    private int end(int pictures) {
        if (done == 0 && firstFailure != null) {
            throw firstFailure;
        }
        if (!skipped.isEmpty()) {
            notes.accept("skipped %d of %d pictures that cannot be read: %s%s"
                    .formatted(
                            skipped.size(),
                            pictures,
                            String.join(", ", skipped.subList(0, Math.min(NAMED, skipped.size()))),
                            skipped.size() > NAMED ? ", ..." : ""));
        }
        return done;
    }

    private List<Picture> originals(Dataset data) {
        if (!data.shape().isPicture()) {
            return List.of();
        }
        int[] rows = IntStream.range(0, data.size()).toArray();
        float[] values = new float[rows.length * data.shape().elements()];
        preprocessing.read(data, rows, values, new float[0]);
        return Arrays.stream(rows)
                .mapToObj(row -> preprocessing.toPicture(values, row))
                .toList();
    }

    /** Pictures of a folder are resized when they are decoded: their sizes may differ. Arrays have one size. */
    private Dataset open(Path path) {
        DataOptions options = DataOptions.defaults().withStrict(strict);
        Dataset data = ModelData.whole(path, preprocessing, ModelData.options(preprocessing, options), notes);
        if (Files.isDirectory(path) && Files.isRegularFile(path.resolve(data.itemName(0)))) {
            // The headers are read until one tells another size.
            for (int row = 0; row < data.size() && !sizeSaid; row++) {
                Path file = path.resolve(data.itemName(row));
                sayOtherSize(file, PictureFiles.size(file));
            }
        }
        return data;
    }

    private void sayOtherSize(Path file, Size size) {
        Optional<Size> wanted = Optional.ofNullable(ModelData.options(preprocessing, DataOptions.defaults())
                .pictures()
                .size());
        if (!sizeSaid && wanted.isPresent() && !wanted.get().equals(size)) {
            sizeSaid = true;
            notes.accept("%s is %s: pictures of another size are brought to the model's %s"
                    .formatted(file, size, wanted.get()));
        }
    }

    /**
     * Some of the inputs.
     *
     * @param names of the samples, for output
     * @param files where they came from; of no meaning for arrays
     * @param originals as the model sees them; empty where samples are no pictures
     * @param codes [n, D]
     */
    record Part(List<String> names, List<Path> files, List<Picture> originals, Codes codes) {}
}
