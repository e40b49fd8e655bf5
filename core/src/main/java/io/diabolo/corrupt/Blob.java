package io.diabolo.corrupt;

import java.util.SplittableRandom;

/**
 * The shape of a defect: an ellipse with a wavy edge, turned, and bent where it is long and thin, as a crack is.
 *
 * @param x the centre, in pixels
 * @param y the centre, in pixels
 * @param longAxis half of the length, in pixels
 * @param shortAxis half of the width, in pixels
 * @param angle of the long axis, in radians
 * @param bend how far the ends lie beside the axis, in pixels
 * @param waves how strong the edge's waves are, 0 to 0.3
 * @param phase of the waves
 * @param soft over how many pixels the edge fades
 */
record Blob(
        double x,
        double y,
        double longAxis,
        double shortAxis,
        double angle,
        double bend,
        double waves,
        double phase,
        double soft) {

    /** Half of the smallest length, in pixels. */
    private static final double SMALLEST = 1;

    private static final double LARGEST_SHARE = 0.18;
    private static final double LARGEST_RATIO = 12;
    private static final double BENT_FROM = 3;

    /** Anywhere in a picture; sizes and ratios of sides are spread evenly over their logarithms. */
    static Blob random(int height, int width, SplittableRandom random) {
        double largest = Math.max(2 * SMALLEST, LARGEST_SHARE * Math.min(height, width));
        double longAxis = SMALLEST * 2 * Math.pow(largest / (2 * SMALLEST), random.nextDouble());
        double ratio = Math.pow(LARGEST_RATIO, random.nextDouble());
        double bend = ratio > BENT_FROM ? (random.nextDouble() - 0.5) * longAxis : 0;
        if (ratio > BENT_FROM) {
            longAxis *= 2; // as much to see as of a round one
        }
        return new Blob(
                random.nextDouble() * width,
                random.nextDouble() * height,
                longAxis,
                Math.max(SMALLEST, longAxis / ratio),
                random.nextDouble() * Math.PI,
                bend,
                0.3 * random.nextDouble(),
                2 * Math.PI * random.nextDouble(),
                0.5 + 2 * random.nextDouble());
    }

    /** From 0, untouched, to 1. */
    double cover(int column, int row) {
        double dx = column + 0.5 - x;
        double dy = row + 0.5 - y;
        double along = (Math.cos(angle) * dx + Math.sin(angle) * dy) / longAxis;
        double across = (Math.cos(angle) * dy - Math.sin(angle) * dx - bend * along * along) / shortAxis;
        double distance = Math.sqrt(along * along + across * across);
        double turn = Math.atan2(across, along);
        double edge = 1 + waves * (Math.cos(3 * turn + phase) + 0.5 * Math.cos(5 * turn - 2 * phase));
        return Math.max(0, Math.min(1, (edge - distance) * shortAxis / soft + 0.5));
    }

    private double reach() {
        return 1.5 * longAxis + Math.abs(bend) + soft + 1;
    }

    int left() {
        return (int) Math.max(0, x - reach());
    }

    int right(int width) {
        return (int) Math.min(width - 1, x + reach());
    }

    int top() {
        return (int) Math.max(0, y - reach());
    }

    int bottom(int height) {
        return (int) Math.min(height - 1, y + reach());
    }
}
