package io.diabolo.jobs;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures above their reconstructions. */
final class SampleSheet {

    /** How many pictures stand side by side. */
    static final int COLUMNS = 10;

    private static final int CONTACTS = 100;
    private static final long NOISE_SEED = 1;

    private SampleSheet() {}

    /** Up to 100 samples on one sheet. */
    static Picture contacts(Dataset data) {
        SampleShape shape = data.shape();
        if (!shape.isPicture()) {
            throw new BadInputException(
                    "%s holds samples %s, which are no pictures: leave --sheet out".formatted(data.name(), shape));
        }
        ArrayPreprocessing preprocessing = Preprocessing.of(data).asArrays();
        int count = Math.min(CONTACTS, data.size());
        List<Picture> pictures = new ArrayList<>();
        float[] values = new float[shape.elements()];
        for (int i = 0; i < count; i++) {
            int[] row = {(int) ((long) i * data.size() / count)};
            preprocessing.read(data, row, values, new float[shape.elements()]);
            pictures.add(preprocessing.toPicture(values, 0));
        }
        return Sheet.grid(pictures, COLUMNS).draw();
    }

    /** Test samples, what the model saw of them, what it made of that, and what is wrong; empty for no pictures. */
    static Optional<Picture> ofTest(TrainedModel model, Dataset test, Corruption corruption) {
        return of(model.model(), model.preprocessing(), test, corruption, model.device());
    }

    /** The same of a model that may still be in training. */
    static Optional<Picture> of(
            Reconstructor model, Preprocessing trained, Dataset test, Corruption corruption, Device device) {
        if (!test.shape().isPicture()) {
            return Optional.empty();
        }
        int count = Math.min(COLUMNS, test.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * test.size() / count))
                .toArray();
        ArrayPreprocessing preprocessing = trained.asArrays();
        try (TensorScope scope = TensorScope.open("sheet", device);
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.ofStep(NOISE_SEED, 0)) {
            Example clean =
                    new Batches(RowSubset.of(test, rows), preprocessing).example(Batches.range(0, count, count));
            Example seen = corruption.corrupt(clean, preprocessing.range(), random);
            List<Picture> originals = pictures(clean.input(), count, preprocessing);
            List<Picture> inputs = pictures(seen.input(), count, preprocessing);
            List<Picture> outputs =
                    pictures(model.reconstruct(seen.modelInput(model.config().maskInput())), count, preprocessing);
            return Optional.of(draw(originals, inputs.equals(originals) ? List.of() : inputs, outputs));
        }
    }

    /** @param inputs what the model saw where that is not the original; empty else */
    static Picture draw(List<Picture> originals, List<Picture> inputs, List<Picture> reconstructions) {
        List<List<Picture>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        rows.add(originals);
        titles.add("original");
        if (!inputs.isEmpty()) {
            rows.add(inputs);
            titles.add("input");
        }
        rows.add(reconstructions);
        titles.add("reconstruction");
        rows.add(IntStream.range(0, originals.size())
                .mapToObj(i -> originals.get(i).difference(reconstructions.get(i)))
                .toList());
        titles.add("difference");
        return Sheet.ofRows(rows).withRowTitles(titles).draw();
    }

    private static List<Picture> pictures(Tensor samples, int count, ArrayPreprocessing preprocessing) {
        float[] values = samples.toFloats();
        return IntStream.range(0, count)
                .mapToObj(i -> preprocessing.toPicture(values, i))
                .toList();
    }
}
