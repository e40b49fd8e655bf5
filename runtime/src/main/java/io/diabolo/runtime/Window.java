package io.diabolo.runtime;

import io.diabolo.runtime.Kernel.Taps;
import java.util.Arrays;

/** The inputs of one row of output, copied together with their padding, so that no border is a special case. */
final class Window {

    private final int size;
    private final int stride;
    private final int inputs;
    private final FeatureMap x;
    private final Positions positions;
    private final int pixels;
    private final int step;
    private final int columns;
    private final float[] values;

    Window(Convolution.Shape shape, FeatureMap x, Positions positions, int width) {
        this.size = shape.size();
        this.stride = shape.stride();
        this.inputs = shape.inputs();
        this.x = x;
        this.positions = positions;
        this.pixels = roundUp((width + positions.step() - 1) / positions.step());
        this.step = stride * positions.step();
        this.columns = (pixels - 1) * step + size;
        this.values = new float[size * columns * inputs];
    }

    int pixels() {
        return pixels;
    }

    int rows() {
        return size;
    }

    /** Inputs of a pixel that lie side by side: kx, then channel. */
    int run() {
        return size * inputs;
    }

    Taps taps(int ky, int from, int count, int outputs) {
        int start = ky * columns * inputs + from;
        return new Taps(values, start, step * inputs, roundUp(outputs), ky * run() + from, count);
    }

    void moveTo(int row) {
        int left = positions.first(row) * stride - size / 2;
        int first = Math.max(0, left);
        int end = Math.min(x.width(), left + columns);
        for (int ky = 0; ky < size; ky++) {
            int from = row * stride - size / 2 + ky;
            int at = ky * columns * inputs;
            int n = from < 0 || from >= x.height() ? 0 : Math.max(0, end - first);
            int begin = at + (first - left) * inputs;
            Arrays.fill(values, at, n == 0 ? at + columns * inputs : begin, 0);
            if (n > 0) {
                copy(x.at(from, first), begin, n);
                Arrays.fill(values, begin + n * inputs, at + columns * inputs, 0);
            }
        }
    }

    private void copy(int from, int to, int n) {
        if (x.channels() == inputs) {
            System.arraycopy(x.values(), from, values, to, n * inputs);
            return;
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(x.values(), from + i * x.channels(), values, to + i * inputs, inputs);
        }
    }

    private static int roundUp(int count) {
        return (count + Taps.PIXELS - 1) / Taps.PIXELS * Taps.PIXELS;
    }
}
