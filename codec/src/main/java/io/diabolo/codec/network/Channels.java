package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;

/** What is done to each value of a map by itself, or by its channel. */
final class Channels {

    private Channels() {}

    /** A new map, x times the factor of its channel. */
    static FeatureMap scale(FeatureMap x, float[] factors) {
        FeatureMap y = FeatureMap.zeros(x.height(), x.width(), x.channels());
        for (int at = 0; at < x.values().length; at += factors.length) {
            for (int c = 0; c < factors.length; c++) {
                y.values()[at + c] = x.values()[at + c] * factors[c];
            }
        }
        return y;
    }

    /** x becomes x + y. */
    static void add(FeatureMap x, FeatureMap y) {
        float[] a = x.values();
        float[] b = y.values();
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
    }

    /** x becomes the leaky ReLU of x plus the bias of its channel. */
    static void biasAndLeak(FeatureMap x, float[] bias, Workers workers) {
        int length = x.width() * bias.length;
        float[] biases = new float[length];
        for (int at = 0; at < length; at += bias.length) {
            System.arraycopy(bias, 0, biases, at, bias.length);
        }
        workers.run(x.height(), (from, to) -> {
            // A copy of the row, because C2 vectorises only loops whose arrays are all indexed from 0.
            float[] line = new float[length];
            for (int row = from; row < to; row++) {
                System.arraycopy(x.values(), x.at(row, 0), line, 0, length);
                biasAndLeak(line, biases);
                System.arraycopy(line, 0, x.values(), x.at(row, 0), length);
            }
        });
    }

    /** The upper left part of x; x itself where that is all. */
    static FeatureMap crop(FeatureMap x, int height, int width) {
        if (x.height() == height && x.width() == width) {
            return x;
        }
        FeatureMap y = FeatureMap.zeros(height, width, x.channels());
        for (int row = 0; row < height; row++) {
            System.arraycopy(x.values(), x.at(row, 0), y.values(), y.at(row, 0), width * x.channels());
        }
        return y;
    }

    /** Copies {@code count} channels from {@code from} on in x to {@code to} on in y, at every position. */
    static void copy(FeatureMap x, int from, FeatureMap y, int to, int count) {
        for (int p = 0; p < x.height() * x.width(); p++) {
            System.arraycopy(x.values(), p * x.channels() + from, y.values(), p * y.channels() + to, count);
        }
    }

    private static void biasAndLeak(float[] line, float[] biases) {
        for (int i = 0; i < line.length; i++) {
            float sum = line[i] + biases[i];
            line[i] = Math.max(sum, Convolution.LEAK * sum);
        }
    }
}
