package io.diabolo.restore.network;

import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;

/** What is done to maps between convolutions. */
final class Maps {

    private Maps() {}

    /** x becomes x + y. */
    static void add(FeatureMap x, FeatureMap y, Workers workers) {
        float[] a = x.values();
        float[] b = y.values();
        int row = x.width() * x.channels();
        workers.run(x.height(), (from, to) -> {
            for (int i = from * row; i < to * row; i++) {
                a[i] += b[i];
            }
        });
    }

    /**
     * Each 2 x 2 positions in the depth of one, in the order upper left, upper right, lower left, lower right, with all
     * channels of a position together: [H, W, C] to [H / 2, W / 2, 4 C].
     */
    static FeatureMap halve(FeatureMap x, Workers workers) {
        int c = x.channels();
        FeatureMap y = FeatureMap.zeros(x.height() / 2, x.width() / 2, 4 * c);
        workers.run(y.height(), (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < y.width(); column++) {
                    int at = y.at(row, column);
                    System.arraycopy(x.values(), x.at(2 * row, 2 * column), y.values(), at, 2 * c);
                    System.arraycopy(x.values(), x.at(2 * row + 1, 2 * column), y.values(), at + 2 * c, 2 * c);
                }
            }
        });
        return y;
    }

    /** x with less around it; x itself where that is all. */
    static FeatureMap trim(FeatureMap x, Halo have, Halo keep) {
        if (have.equals(keep)) {
            return x;
        }
        int top = have.top() - keep.top();
        int left = have.left() - keep.left();
        int height = x.height() - top - (have.bottom() - keep.bottom());
        int width = x.width() - left - (have.right() - keep.right());
        FeatureMap y = FeatureMap.zeros(height, width, x.channels());
        for (int row = 0; row < height; row++) {
            System.arraycopy(x.values(), x.at(top + row, left), y.values(), y.at(row, 0), width * x.channels());
        }
        return y;
    }
}
