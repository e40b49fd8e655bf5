package io.diabolo.runtime;

import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation, as in PyTorch's Conv2d) of size 1 or 3, padded with zeros to the input's
 * size, which a pixel shuffle and an {@link Activation} may follow.
 *
 * <p>The order of the arithmetic is part of the contract, because files depend on its bits: an output value starts as its
 * bias and takes {@code sum = Math.fma(input, weight, sum)} for ky, then kx, then input channel ascending. Padding is
 * multiplied like every other input. The activation is one expression of the sum.
 *
 * <p>Safe for any number of threads, and the same bits for all of them.
 */
public final class Convolution {

    /** The slope of the leaky ReLU below zero; a power of two, so that it rounds nothing. */
    public static final float LEAK = 0.125f;

    /** Rows of weights that pass over a row of pixels before the next ones come: 3 vectors of 16 lanes fill 27 KiB. */
    private static final int ROWS_AT_ONCE = 144;

    private final Kernel kernel;
    private final Shape shape;
    private final float[] weights;
    private final float[] bias;

    /** For the kernel that was used last. */
    private volatile Packed packed;

    private Convolution(Kernel kernel, Shape shape, float[] weights, float[] bias) {
        this.kernel = kernel;
        this.shape = shape;
        this.weights = weights;
        this.bias = bias;
        packed = Packed.of(kernel.before(0), shape, weights, bias);
    }

    /**
     * A layer whose arrays nobody changes any more.
     *
     * @param weights [outputs, inputs, size, size], row-major, as PyTorch stores them
     * @param bias [outputs]
     * @throws BadInputException for arrays of another size
     */
    public static Convolution of(Kernel kernel, Shape shape, float[] weights, float[] bias) {
        long expected = (long) shape.outputs * shape.taps();
        if (weights.length != expected || bias.length != shape.outputs) {
            throw new BadInputException("%s must have %d weights and %d biases, has %d and %d; correct them"
                    .formatted(shape, expected, shape.outputs, weights.length, bias.length));
        }
        return new Convolution(kernel, shape, weights, bias);
    }

    public Shape shape() {
        return shape;
    }

    /** {@link #apply(FeatureMap, Positions, Workers)} at every position. */
    public FeatureMap apply(FeatureMap x, Workers workers) {
        return apply(x, Positions.ALL, workers);
    }

    /**
     * The output, [ceil(H / stride) * upscale, ceil(W / stride) * upscale, outputs / upscale^2].
     *
     * @param x [H, W, C], of whose channels the first {@code inputs} are read
     * @param positions other than all only with stride and upscale 1
     */
    public FeatureMap apply(FeatureMap x, Positions positions, Workers workers) {
        if (x.channels() < shape.inputs || (positions != Positions.ALL && shape.stride * shape.upscale != 1)) {
            throw new BadInputException("%s cannot be applied to [%d, %d, %d] at %s positions; correct the network"
                    .formatted(shape, x.height(), x.width(), x.channels(), positions));
        }
        int height = (x.height() + shape.stride - 1) / shape.stride;
        int width = (x.width() + shape.stride - 1) / shape.stride;
        int f = shape.upscale;
        FeatureMap y = FeatureMap.zeros(height * f, width * f, shape.outputs / (f * f));
        Packed current = packed(height * (long) positions.count(0, width) * shape.outputs * shape.taps());
        List<Part> parts = current.parts();
        workers.run(height, (from, to) -> {
            Window window = new Window(shape, x, positions, width);
            float[] sums = new float[window.pixels() * current.widest()];
            for (int row = from; row < to; row++) {
                int count = positions.count(row, width);
                window.moveTo(row);
                for (Part part : parts) {
                    part.compute(window, sums, count);
                    int at = y.at(row * f + part.dy, positions.first(row) * f) + part.from;
                    part.store(sums, count, y.values(), at, positions.step() * f * y.channels());
                }
            }
        });
        return y;
    }

    /** The weights for the kernel that is now the right one. Threads that pack them at the same time pack the same. */
    private Packed packed(long products) {
        Kernel now = kernel.before(products);
        Packed current = packed;
        if (current.kernel() != now) {
            current = Packed.of(now, shape, weights, bias);
            packed = current;
        }
        return current;
    }

    private static float[] pick(float[] values, int[] places) {
        float[] picked = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }

    /** The weights of {@code channels}, [ky, kx, input channel][channel]. */
    private static float[][] rows(Shape shape, float[] weights, int[] channels) {
        int area = shape.size * shape.size;
        float[][] rows = new float[shape.taps()][channels.length];
        for (int t = 0; t < rows.length; t++) {
            int tap = t / shape.inputs;
            int input = t % shape.inputs;
            for (int c = 0; c < channels.length; c++) {
                rows[t][c] = weights[(channels[c] * shape.inputs + input) * area + tap];
            }
        }
        return rows;
    }

    /** What a layer does to each of its sums. */
    public enum Activation {
        /** Nothing. */
        NONE,
        /** {@code Math.max(sum, 0)}. */
        RELU,
        /** {@code Math.max(sum, 0.125f * sum)}. */
        LEAKY_RELU
    }

    /**
     * What a convolution is, apart from its weights.
     *
     * @param outputs channels before the pixel shuffle, 1 to 65,536
     * @param inputs 1 to 65,536
     * @param size 1 or 3
     * @param stride 1 or 2
     * @param upscale the factor f of a pixel shuffle that follows, 1 to 16: channel c f f + dy f + dx of (row, column)
     *     becomes channel c of (row f + dy, column f + dx)
     * @param activation what follows
     */
    public record Shape(int outputs, int inputs, int size, int stride, int upscale, Activation activation) {

        private static final int MAX_CHANNELS = 1 << 16;

        public Shape {
            boolean valid = outputs >= 1
                    && outputs <= MAX_CHANNELS
                    && inputs >= 1
                    && inputs <= MAX_CHANNELS
                    && (size == 1 || size == 3)
                    && (stride == 1 || stride == 2)
                    && upscale >= 1
                    && upscale <= 16
                    && outputs % (upscale * upscale) == 0;
            if (!valid) {
                throw new BadInputException(
                        "convolution %d -> %d of size %d, stride %d, upscale %d is not possible; correct the network"
                                .formatted(inputs, outputs, size, stride, upscale));
            }
        }

        /** Of stride 1, without a pixel shuffle. */
        public static Shape of(int outputs, int inputs, int size) {
            return new Shape(outputs, inputs, size, 1, 1, Activation.NONE);
        }

        public Shape withStride(int newStride) {
            return new Shape(outputs, inputs, size, newStride, upscale, activation);
        }

        public Shape withUpscale(int factor) {
            return new Shape(outputs, inputs, size, stride, factor, activation);
        }

        public Shape withLeak() {
            return with(Activation.LEAKY_RELU);
        }

        public Shape with(Activation newActivation) {
            return new Shape(outputs, inputs, size, stride, upscale, newActivation);
        }

        int taps() {
            return inputs * size * size;
        }

        /** Where the values (dx, c) = from ... of the shuffled row {@code dy} come from. */
        private int[] channels(int dy, int from, int width) {
            int fine = outputs / (upscale * upscale);
            int[] channels = new int[width];
            for (int i = 0; i < width; i++) {
                int dx = (from + i) / fine;
                int c = (from + i) % fine;
                channels[i] = (c * upscale + dy) * upscale + dx;
            }
            return channels;
        }
    }

    /** The layer as a kernel wants it. */
    private record Packed(Kernel kernel, List<Part> parts) {

        static Packed of(Kernel kernel, Shape shape, float[] weights, float[] bias) {
            int group = shape.outputs / shape.upscale;
            List<Part> parts = new ArrayList<>();
            for (int dy = 0; dy < shape.upscale; dy++) {
                int from = 0;
                for (int width : kernel.widths(group)) {
                    int[] channels = shape.channels(dy, from, width);
                    Panel panel = kernel.pack(rows(shape, weights, channels));
                    parts.add(new Part(dy, from, shape.activation, pick(bias, channels), panel));
                    from += width;
                }
            }
            return new Packed(kernel, parts);
        }

        int widest() {
            return parts.stream().mapToInt(part -> part.panel.width()).max().orElseThrow();
        }
    }

    /**
     * Output channels that are computed together.
     *
     * @param dy the row of the pixel shuffle that they go to
     * @param from their place among the values of that row
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(int dy, int from, Activation activation, float[] bias, Panel panel) {

        void compute(Window window, float[] sums, int count) {
            for (int p = 0; p < count; p++) {
                System.arraycopy(bias, 0, sums, p * panel.width(), bias.length);
            }
            int run = window.run();
            for (int ky = 0; ky < window.rows(); ky++) {
                for (int from = 0; from < run; from += ROWS_AT_ONCE) {
                    panel.accumulate(window.taps(ky, from, Math.min(ROWS_AT_ONCE, run - from), count), sums);
                }
            }
            switch (activation) {
                case LEAKY_RELU -> leak(sums);
                case RELU -> rectify(sums);
                case NONE -> {}
            }
        }

        void store(float[] sums, int count, float[] out, int at, int step) {
            for (int p = 0; p < count; p++) {
                System.arraycopy(sums, p * panel.width(), out, at + p * step, bias.length);
            }
        }

        private static void rectify(float[] sums) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.max(sums[i], 0);
            }
        }

        private static void leak(float[] sums) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.max(sums[i], LEAK * sums[i]);
            }
        }
    }
}
