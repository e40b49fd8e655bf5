package io.diabolo.restore.network;

import io.diabolo.runtime.FeatureMap;
import io.diabolo.safetensors.NamedTensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The networks as plain loops over [C, H, W] in double, as PyTorch's layers are defined. */
final class Definition {

    private final Map<String, NamedTensor> tensors = new HashMap<>();

    Definition(RandomRestorer file) {
        file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    double[][][] unet(FeatureMap input, int[] blocks) {
        double[][][] h = convolution("head", planes(input), 1, 1);
        double[][][] skip1 = blocks("enc1", blocks[0], h);
        double[][][] skip2 = blocks("enc2", blocks[1], convolution("down1", skip1, 2, 0));
        h = blocks("body", blocks[2], convolution("down2", skip2, 2, 0));
        h = blocks("dec2", blocks[3], sum(shuffle(convolution("up2", h, 1, 0)), skip2));
        h = blocks("dec1", blocks[4], sum(shuffle(convolution("up1", h, 1, 0)), skip1));
        return convolution("tail", h, 1, 1);
    }

    double[][][] chain(FeatureMap input, int blocks) {
        return convolution("tail", blocks("body", blocks, convolution("head", planes(input), 1, 1)), 1, 1);
    }

    private double[][][] blocks(String name, int count, double[][][] x) {
        double[][][] y = x;
        for (int i = 0; i < count; i++) {
            double[][][] inner = convolution("%s.%d.conv1".formatted(name, i), y, 1, 1);
            for (double[][] plane : inner) {
                for (double[] row : plane) {
                    for (int j = 0; j < row.length; j++) {
                        row[j] = Math.max(0, row[j]);
                    }
                }
            }
            y = sum(convolution("%s.%d.conv2".formatted(name, i), inner, 1, 1), y);
        }
        return y;
    }

    private double[][][] convolution(String name, double[][][] x, int stride, int padding) {
        NamedTensor weight = tensor(name + ".weight");
        float[] w = ((NamedTensor.F16) weight).toFloats();
        float[] bias = ((NamedTensor.F16) tensor(name + ".bias")).toFloats();
        int size = weight.shape().get(2).intValue();
        int inputs = weight.shape().get(1).intValue();
        int height = x[0].length / stride;
        int width = x[0][0].length / stride;
        double[][][] y = new double[bias.length][height][width];
        for (int i = 0; i < bias.length * height * width * inputs * size * size; i++) {
            int k = i % (size * size);
            int c = i / (size * size) % inputs;
            int column = i / (size * size) / inputs % width;
            int row = i / (size * size) / inputs / width % height;
            int o = i / (size * size) / inputs / width / height;
            int fromRow = row * stride + k / size - padding;
            int fromColumn = column * stride + k % size - padding;
            if (c == 0 && k == 0) {
                y[o][row][column] = bias[o];
            }
            if (fromRow >= 0 && fromRow < x[0].length && fromColumn >= 0 && fromColumn < x[0][0].length) {
                y[o][row][column] += w[(o * inputs + c) * size * size + k] * x[c][fromRow][fromColumn];
            }
        }
        return y;
    }

    private NamedTensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static double[][][] shuffle(double[][][] x) {
        double[][][] y = new double[x.length / 4][2 * x[0].length][2 * x[0][0].length];
        for (int c = 0; c < y.length; c++) {
            for (int row = 0; row < y[0].length; row++) {
                for (int column = 0; column < y[0][0].length; column++) {
                    y[c][row][column] = x[c * 4 + row % 2 * 2 + column % 2][row / 2][column / 2];
                }
            }
        }
        return y;
    }

    private static double[][][] sum(double[][][] x, double[][][] y) {
        for (int c = 0; c < x.length; c++) {
            for (int row = 0; row < x[0].length; row++) {
                for (int column = 0; column < x[0][0].length; column++) {
                    x[c][row][column] += y[c][row][column];
                }
            }
        }
        return x;
    }

    private static double[][][] planes(FeatureMap x) {
        double[][][] planes = new double[x.channels()][x.height()][x.width()];
        for (int i = 0; i < x.values().length; i++) {
            planes[i % x.channels()][i / x.channels() / x.width()][i / x.channels() % x.width()] = x.values()[i];
        }
        return planes;
    }
}
