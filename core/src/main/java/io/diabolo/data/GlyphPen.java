package io.diabolo.data;

import io.diabolo.data.GlyphShapes.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One hand writing one glyph: its warp, its slant, its pen. Draws by the distance of each pixel to the pen's path. */
final class GlyphPen {

    private static final int WAVES = 4;
    private static final int STEPS = 6;
    private static final double WARP = 0.045;
    private static final double BOW = 0.05;
    private static final double SOFT_EDGE = 0.6;

    private final Random random;
    private final double[][] waves = new double[WAVES][6];
    private final double[] matrix;
    private final double centreX;
    private final double centreY;
    private final double radius;
    private final double taper;
    private final double darkness;
    private final double[] ink = new double[Glyphs.SIDE * Glyphs.SIDE];

    GlyphPen(Random random) {
        this.random = random;
        for (double[] wave : waves) {
            wave[0] = random.nextGaussian() * WARP;
            wave[1] = random.nextGaussian() * WARP;
            wave[2] = random.nextGaussian() * 3.5;
            wave[3] = random.nextGaussian() * 3.5;
            wave[4] = random.nextDouble() * 2 * Math.PI;
            wave[5] = random.nextDouble() * 2 * Math.PI;
        }
        double height = 18.5 + 1.7 * clipped();
        double width = height * (0.76 + 0.11 * clipped());
        double slant = 0.12 + 0.2 * clipped();
        double angle = 0.09 * clipped();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        this.matrix = new double[] {
            cos * width, -cos * slant * height - sin * height, sin * width, -sin * slant * height + cos * height
        };
        this.centreX = Glyphs.SIDE / 2.0 + 1.1 * clipped();
        this.centreY = Glyphs.SIDE / 2.0 + 1.1 * clipped();
        this.radius = 0.75 + 0.75 * random.nextDouble() * random.nextDouble() + 0.35 * random.nextDouble();
        this.taper = 0.25 * clipped();
        this.darkness = 0.7 + 0.3 * random.nextDouble();
    }

    /** A picture of bytes [1, 28, 28]. */
    byte[] draw(List<Stroke> strokes) {
        for (Stroke stroke : strokes) {
            List<double[]> path = path(stroke);
            for (int i = 0; i + 1 < path.size(); i++) {
                double along = (i + 0.5) / (path.size() - 1) - 0.5;
                line(path.get(i), path.get(i + 1), radius * (1 + taper * along));
            }
        }
        byte[] bytes = new byte[ink.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 * darkness * ink[i] + 0.5);
        }
        return bytes;
    }

    /** A normal variate, cut off at 2 so that glyphs stay on their sheet. */
    private double clipped() {
        return Math.max(-2, Math.min(2, random.nextGaussian()));
    }

    /** The stroke as many short lines, in pixels. */
    private List<double[]> path(Stroke stroke) {
        List<double[]> points = stroke.points();
        List<double[]> path = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            double[] a = points.get(i);
            double[] b = points.get(i + 1);
            double[] before = points.get(Math.max(0, i - 1));
            double[] after = points.get(Math.min(points.size() - 1, i + 2));
            double bow = BOW * clipped();
            for (int step = i == 0 ? 0 : 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                path.add(onSheet(stroke.smooth() ? curve(before, a, b, after, t) : bowed(a, b, bow, t)));
            }
        }
        return path;
    }

    /** Catmull and Rom's curve from a to b. */
    private static double[] curve(double[] before, double[] a, double[] b, double[] after, double t) {
        double[] point = new double[2];
        for (int k = 0; k < 2; k++) {
            double c1 = b[k] - before[k];
            double c2 = 2 * before[k] - 5 * a[k] + 4 * b[k] - after[k];
            double c3 = 3 * a[k] - before[k] - 3 * b[k] + after[k];
            point[k] = a[k] + 0.5 * t * (c1 + t * (c2 + t * c3));
        }
        return point;
    }

    /** A line as a hand draws it, with a slight bend. */
    private static double[] bowed(double[] a, double[] b, double bow, double t) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double out = 4 * bow * t * (1 - t);
        return new double[] {a[0] + t * dx - out * dy, a[1] + t * dy + out * dx};
    }

    private double[] onSheet(double[] point) {
        double x = point[0] - 0.5;
        double y = point[1] - 0.5;
        double warpedX = x;
        double warpedY = y;
        for (double[] wave : waves) {
            double phase = wave[2] * x + wave[3] * y;
            warpedX += wave[0] * StrictMath.sin(phase + wave[4]);
            warpedY += wave[1] * StrictMath.sin(phase + wave[5]);
        }
        return new double[] {
            centreX + matrix[0] * warpedX + matrix[1] * warpedY, centreY + matrix[2] * warpedX + matrix[3] * warpedY
        };
    }

    /** Inks what lies nearer to the line than the radius, with a soft edge; strokes that cross do not add up. */
    private void line(double[] a, double[] b, double penRadius) {
        double reach = penRadius + SOFT_EDGE;
        int left = Math.max(0, (int) (Math.min(a[0], b[0]) - reach));
        int right = Math.min(Glyphs.SIDE - 1, (int) (Math.max(a[0], b[0]) + reach));
        int top = Math.max(0, (int) (Math.min(a[1], b[1]) - reach));
        int bottom = Math.min(Glyphs.SIDE - 1, (int) (Math.max(a[1], b[1]) + reach));
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double length2 = Math.max(1e-9, dx * dx + dy * dy);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double px = x + 0.5 - a[0];
                double py = y + 0.5 - a[1];
                double t = Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double distance = Math.sqrt(ex * ex + ey * ey);
                double cover = Math.max(0, Math.min(1, 0.5 + (penRadius - distance) / (2 * SOFT_EDGE)));
                int i = y * Glyphs.SIDE + x;
                ink[i] = Math.max(ink[i], cover);
            }
        }
    }
}
