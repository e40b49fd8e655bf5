package io.diabolo.cli;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;

/** Pictures of other sizes or channels than a model takes, brought to what it takes when they are read. */
final class FittedDataset implements Dataset {

    private final Dataset data;
    private final ArrayPreprocessing preprocessing;

    private FittedDataset(Dataset data, ArrayPreprocessing preprocessing) {
        this.data = data;
        this.preprocessing = preprocessing;
    }

    /** @throws BadInputException if the data is of another kind than the model's */
    static Dataset of(Dataset data, Preprocessing learned) {
        ArrayPreprocessing preprocessing = learned.asArrays();
        if (data.isBytes() != preprocessing.bytes()) {
            throw new BadInputException("%s holds %s, the model was trained on %s"
                    .formatted(data.name(), kind(data.isBytes()), kind(preprocessing.bytes())));
        }
        SampleShape wanted = preprocessing.shape();
        if (data.shape().equals(wanted)) {
            return data;
        }
        if (!data.isBytes() || !data.shape().isPicture() || !wanted.isPicture()) {
            throw new BadInputException(
                    "%s holds samples %s, the model takes %s".formatted(data.name(), data.shape(), wanted));
        }
        return new FittedDataset(data, preprocessing);
    }

    private static String kind(boolean bytes) {
        return bytes ? "pictures (bytes)" : "arrays of floats";
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        SampleShape from = data.shape();
        int elements = shape().elements();
        for (int i = 0; i < rows.length; i++) {
            byte[] sample = new byte[from.elements()];
            data.gather(new int[] {rows[i]}, sample);
            Picture picture = preprocessing.fit(new Picture(from.channels(), from.height(), from.width(), sample));
            System.arraycopy(picture.pixels(), 0, target, i * elements, elements);
        }
    }

    @Override
    public void gather(int[] rows, float[] target) {
        byte[] bytes = new byte[rows.length * shape().elements()];
        gather(rows, bytes);
        for (int i = 0; i < bytes.length; i++) {
            target[i] = bytes[i] & 0xff;
        }
    }

    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public SampleShape shape() {
        return preprocessing.shape();
    }

    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public int label(int row) {
        return data.label(row);
    }

    @Override
    public List<String> labelNames() {
        return data.labelNames();
    }

    @Override
    public String itemName(int row) {
        return data.itemName(row);
    }

    @Override
    public String hash() {
        return data.hash();
    }
}
