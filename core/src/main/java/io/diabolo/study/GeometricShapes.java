package io.diabolo.study;

import io.diabolo.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Filled discs, rectangles and rings, light on black: pictures that nobody has trained on. Only exactly specified
 * arithmetic, so a seed means the same pictures everywhere.
 */
final class GeometricShapes {

    private static final int SIDE = 28;
    private static final int SAMPLES = 4;

    private GeometricShapes() {}

    static List<Picture> generate(int count, long seed) {
        Random random = new Random(seed);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(draw(i % 3, random));
        }
        return pictures;
    }

    private static Picture draw(int kind, Random random) {
        double x = 0.35 + 0.3 * random.nextDouble();
        double y = 0.35 + 0.3 * random.nextDouble();
        double a = 0.12 + 0.2 * random.nextDouble();
        double b = 0.12 + 0.2 * random.nextDouble();
        int light = 160 + random.nextInt(96);
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int column = i % SIDE;
            int row = i / SIDE;
            int inside = 0;
            for (int down = 0; down < SAMPLES; down++) {
                for (int across = 0; across < SAMPLES; across++) {
                    double u = (column + (across + 0.5) / SAMPLES) / SIDE - x;
                    double v = (row + (down + 0.5) / SAMPLES) / SIDE - y;
                    inside += contains(kind, u, v, a, b) ? 1 : 0;
                }
            }
            pixels[i] = (byte) (light * inside / (SAMPLES * SAMPLES));
        }
        return new Picture(1, SIDE, SIDE, pixels);
    }

    private static boolean contains(int kind, double u, double v, double a, double b) {
        double radius = u * u + v * v;
        return switch (kind) {
            case 0 -> radius < a * a;
            case 1 -> Math.abs(u) < a && Math.abs(v) < b;
            default -> radius < a * a && radius > 0.4 * a * a;
        };
    }
}
