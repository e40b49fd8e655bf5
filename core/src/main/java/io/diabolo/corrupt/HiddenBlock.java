package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;
import java.util.Arrays;

/**
 * Hides a square of a picture, a span of a series, or neighbouring cells of a row, at another random place in each example.
 *
 * @param fraction of the area, 0 to 1
 */
@JsonTypeName("block")
public record HiddenBlock(double fraction) implements Corruption {

    public HiddenBlock {
        CorruptionText.requireUpTo("block", fraction, 1);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        long[] shape = example.input().shape().toArray();
        int width = (int) shape[shape.length - 1];
        int height = shape.length == 4 ? (int) shape[2] : 1;
        float[] blocks = shape.length == 4
                ? squares((int) shape[0], height, width, random)
                : spans((int) shape[0], width, random);
        if (shape.length > 2) {
            shape[1] = 1;
        }
        return example.hide(Tensor.of(blocks, shape), range.fill());
    }

    private float[] squares(int n, int height, int width, Generator random) {
        int side = Math.min(Math.min(height, width), (int) Math.round(Math.sqrt(fraction * height * width)));
        float[] places = Tensor.uniform(random, 0, 1, n, 2).toFloats();
        float[] mask = new float[Math.multiplyExact(n * height, width)];
        for (int i = 0; i < n; i++) {
            int top = (int) (places[2 * i] * (height - side + 1));
            int left = (int) (places[2 * i + 1] * (width - side + 1));
            for (int y = top; y < top + side; y++) {
                int row = (i * height + y) * width;
                Arrays.fill(mask, row + left, row + left + side, 1);
            }
        }
        return mask;
    }

    private float[] spans(int n, int width, Generator random) {
        int length = (int) Math.round(fraction * width);
        float[] places = Tensor.uniform(random, 0, 1, n).toFloats();
        float[] mask = new float[Math.multiplyExact(n, width)];
        for (int i = 0; i < n; i++) {
            int from = i * width + (int) (places[i] * (width - length + 1));
            Arrays.fill(mask, from, from + length, 1);
        }
        return mask;
    }

    @Override
    public String text() {
        return CorruptionText.of("block", fraction);
    }
}
