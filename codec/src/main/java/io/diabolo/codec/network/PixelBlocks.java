package io.diabolo.codec.network;

import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;

/**
 * Pixels as feature maps and back: space to depth of k, [H / k, W / k, 3 k k], in PyTorch's order: channel c k k + dy k + dx
 * is colour c of pixel (row k + dy, column k + dx).
 *
 * <p>Pixels are bytes R, G, B, row after row; a value v is v / 255 - 0.5 in a map.
 */
final class PixelBlocks {

    private static final int COLOURS = 3;
    private static final float[] VALUES = new float[256];

    static {
        for (int v = 0; v < VALUES.length; v++) {
            VALUES[v] = v / 255f - 0.5f;
        }
    }

    private PixelBlocks() {}

    /** The map of a tile whose edges are repeated to multiples of 16 pixels. */
    static FeatureMap split(byte[] rgb, int width, int height, int k, Workers workers) {
        FeatureMap map = FeatureMap.zeros(padded(height) / k, padded(width) / k, COLOURS * k * k);
        workers.run(map.height(), (from, to) -> {
            for (int line = from * k; line < to * k; line++) {
                splitLine(rgb, Math.min(line, height - 1) * width * COLOURS, width, map, line, k);
            }
        });
        return map;
    }

    /** The pixels of {@code a + b}, space to depth of {@code k}, of which {@code width} x {@code height} are kept. */
    static byte[] join(FeatureMap a, FeatureMap b, int k, int width, int height, Workers workers) {
        byte[] rgb = new byte[width * height * COLOURS];
        workers.run(height, (from, to) -> {
            for (int line = from; line < to; line++) {
                joinLine(a, b, line, k, rgb, width);
            }
        });
        return rgb;
    }

    /** Up to a multiple of 16. */
    static int padded(int pixels) {
        return (pixels + CodecSizes.BLOCK - 1) / CodecSizes.BLOCK * CodecSizes.BLOCK;
    }

    private static void splitLine(byte[] rgb, int start, int width, FeatureMap map, int line, int k) {
        int at = map.at(line / k, 0) + line % k * k;
        for (int column = 0; column < map.width(); column++, at += map.channels()) {
            for (int dx = 0; dx < k; dx++) {
                int pixel = start + Math.min(column * k + dx, width - 1) * COLOURS;
                for (int c = 0; c < COLOURS; c++) {
                    map.values()[at + c * k * k + dx] = VALUES[rgb[pixel + c] & 0xff];
                }
            }
        }
    }

    private static void joinLine(FeatureMap a, FeatureMap b, int line, int k, byte[] rgb, int width) {
        float[] u = a.values();
        float[] v = b.values();
        int pixel = line * width * COLOURS;
        int at = a.at(line / k, 0) + line % k * k;
        for (int left = 0; left < width; left += k, at += a.channels()) {
            int end = at + Math.min(k, width - left);
            for (int red = at; red < end; red++, pixel += COLOURS) {
                int green = red + k * k;
                int blue = green + k * k;
                rgb[pixel] = toByte(u[red] + v[red]);
                rgb[pixel + 1] = toByte(u[green] + v[green]);
                rgb[pixel + 2] = toByte(u[blue] + v[blue]);
            }
        }
    }

    /** To the nearest of 0 to 255. Where nothing is negative, the cast is the floor; not a number becomes 0. */
    private static byte toByte(float value) {
        return (byte) (int) Math.min(255f, Math.max(0f, (value + 0.5f) * 255f + 0.5f));
    }
}
