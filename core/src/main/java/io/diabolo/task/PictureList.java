package io.diabolo.task;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.image.Picture;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Pictures that a caller holds, as samples of a model: each is made to fit when it is read, so that no second copy of all is in memory.
 *
 * @param shape of the samples
 * @param pictures at least one
 * @param fitted makes a picture one of that shape
 */
record PictureList(SampleShape shape, List<Picture> pictures, UnaryOperator<Picture> fitted) implements Dataset {

    @Override
    public String name() {
        return "pictures";
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        int at = 0;
        for (int row : rows) {
            byte[] pixels = fitted.apply(pictures.get(row)).pixels();
            System.arraycopy(pixels, 0, target, at, pixels.length);
            at += pixels.length;
        }
    }

    @Override
    public void gather(int[] rows, float[] target) {
        byte[] bytes = new byte[rows.length * shape.elements()];
        gather(rows, bytes);
        for (int i = 0; i < bytes.length; i++) {
            target[i] = bytes[i] & 0xff;
        }
    }

    @Override
    public String itemName(int row) {
        return name() + "#" + row;
    }

    @Override
    public String hash() {
        throw new UnsupportedOperationException("pictures of a caller are no data of a training");
    }
}
