package io.diabolo.compress.eval;

import java.util.List;

/**
 * Rate and distortion of a codec over a set of pictures.
 *
 * @param coder the codec's name
 * @param points from the smallest setting on
 */
public record RateCurve(String coder, List<RatePoint> points) {

    public RateCurve {
        points = List.copyOf(points);
    }
}
