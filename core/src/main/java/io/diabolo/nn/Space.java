package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import java.util.function.LongUnaryOperator;

/** Series [C, L] and pictures [C, H, W] in one: a series is computed as a picture of height 1. */
final class Space {

    private Space() {}

    /** Other channels, and each size of space changed. */
    static Shape map(Shape input, long channels, LongUnaryOperator size) {
        long[] sizes = input.toArray();
        sizes[0] = channels;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = size.applyAsLong(sizes[i]);
        }
        return Shape.of(sizes);
    }

    /** How many positions a kernel of this size covers: k for a series, k x k for a picture. */
    static long kernelSize(Shape input, int kernel) {
        return input.rank() == 2 ? kernel : (long) kernel * kernel;
    }

    /** The sizes of a kernel's weights: [A, B, k] or [A, B, k, k]. */
    static long[] kernel(Shape input, long a, long b, int kernel) {
        return input.rank() == 2 ? new long[] {a, b, kernel} : new long[] {a, b, kernel, kernel};
    }

    /** [N, then the sizes of one example]. */
    static long[] batch(long count, long... example) {
        long[] sizes = new long[example.length + 1];
        sizes[0] = count;
        System.arraycopy(example, 0, sizes, 1, example.length);
        return sizes;
    }

    /** [A, B, L] -> [A, B, 1, L]; what has four dimensions stays. */
    static Tensor lift(Tensor x) {
        return x.shape().rank() == 3 ? x.reshape(x.size(0), x.size(1), 1, x.size(2)) : x;
    }

    /** A layer of pictures, for inputs of this shape. */
    static Layer onPictures(Shape input, Layer pictures) {
        if (input.rank() == 3) {
            return pictures;
        }
        return (x, pass) -> {
            Tensor y = pictures.forward(lift(x), pass);
            return y.reshape(y.size(0), y.size(1), y.size(3)); // [N, C, 1, L] -> [N, C, L]
        };
    }
}
