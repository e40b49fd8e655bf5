package io.diabolo.cli;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.task.PictureAutoencoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures above their reconstructions. */
final class SampleSheet {

    /** How many pictures stand side by side. */
    static final int COLUMNS = 10;

    private static final long NOISE_SEED = 1;

    private SampleSheet() {}

    /** Test samples, what the model saw of them, what it made of that, and what is wrong; empty for no pictures. */
    static Optional<Picture> ofTest(PictureAutoencoder model, Dataset test, Corruption corruption, Device device) {
        if (!test.shape().isPicture()) {
            return Optional.empty();
        }
        int count = Math.min(COLUMNS, test.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * test.size() / count))
                .toArray();
        ArrayPreprocessing preprocessing = model.description().preprocessing().asArrays();
        try (TensorScope scope = TensorScope.open("sheet", device);
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.ofStep(NOISE_SEED, 0)) {
            Example clean =
                    new Batches(RowSubset.of(test, rows), preprocessing).example(Batches.range(0, count, count));
            Example seen = corruption.corrupt(clean, preprocessing.range(), random);
            List<Picture> originals = pictures(clean.input(), count, preprocessing);
            List<Picture> inputs = pictures(seen.input(), count, preprocessing);
            List<Picture> outputs = pictures(
                    model.model()
                            .reconstruct(seen.modelInput(model.model().config().maskInput())),
                    count,
                    preprocessing);
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
