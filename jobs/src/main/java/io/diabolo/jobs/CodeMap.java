package io.diabolo.jobs;

import java.util.List;

/**
 * Codes of samples in a plane, with what they look like.
 *
 *
 * @param samples how many there are; {@code points} may be fewer
 * @param latent D
 * @param labels their names
 * @param points those that are shown
 * @param sprites a small picture of each point, in their order
 * @param axes the D weights and the offset of x, and those of y; empty where x and y are no weighted sums of a code
 */
public record CodeMap(
        int samples, int latent, List<String> labels, List<Point> points, Sprites sprites, List<List<Double>> axes) {

    public CodeMap {
        labels = List.copyOf(labels);
        points = List.copyOf(points);
        axes = List.copyOf(axes);
    }

    /**
     * A sample.
     *
     * @param x in the plane
     * @param y in the plane; 0 where a code is one number
     * @param label an index into the labels; -1 for none
     * @param name where it came from
     * @param code D numbers
     */
    public record Point(float x, float y, int label, String name, List<Float> code) {}
}
