package io.diabolo.compress.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Bjontegaard difference of two codecs' rates at equal PSNR: {@code exp(mean of (log R - log R_reference)) - 1}, the mean
 * over the PSNR that both curves reach, each interpolated by {@link Pchip} as log rate over PSNR.
 *
 * @param coder the codec
 * @param reference what it is compared with
 * @param percent below 0 where the codec needs fewer bits; null where the curves overlap by less than {@value #LEAST_DB} dB,
 *     for then the figure says little
 * @param fromDb where the overlap starts
 * @param toDb where it ends; at or below {@code fromDb} where there is none
 * @source G. Bjontegaard, "Calculation of average PSNR differences between RD-curves", VCEG-M33, 2001
 */
public record BdRate(
        String coder, String reference, @Nullable Double percent, double fromDb, double toDb) {

    /** The smallest overlap for which a figure is given. */
    public static final double LEAST_DB = 6;

    /** @param reference at least one point, as {@code curve} */
    public static BdRate of(RateCurve curve, RateCurve reference) {
        List<RatePoint> ours = increasing(curve);
        List<RatePoint> theirs = increasing(reference);
        double from = Math.max(ours.get(0).psnrDb(), theirs.get(0).psnrDb());
        double to = Math.min(
                ours.get(ours.size() - 1).psnrDb(),
                theirs.get(theirs.size() - 1).psnrDb());
        Double percent = null;
        if (to - from >= LEAST_DB) {
            double difference =
                    (logRate(ours).integral(from, to) - logRate(theirs).integral(from, to)) / (to - from);
            percent = 100 * Math.expm1(difference);
        }
        return new BdRate(curve.coder(), reference.coder(), percent, from, to);
    }

    /** {@code -45.2 %}, or why there is no figure. */
    public String text() {
        double overlap = Math.max(0, toDb - fromDb);
        return percent == null
                ? "none: the curves overlap by %.1f dB, %.0f are needed".formatted(overlap, LEAST_DB)
                : "%+.1f %% (over %.1f to %.1f dB)".formatted(percent, fromDb, toDb);
    }

    /** By PSNR; of two points with the same, the one with fewer bits. */
    private static List<RatePoint> increasing(RateCurve curve) {
        List<RatePoint> points = new ArrayList<>();
        curve.points().stream()
                .sorted(Comparator.comparingDouble(RatePoint::psnrDb).thenComparingDouble(RatePoint::bitsPerPixel))
                .filter(point -> points.isEmpty()
                        || point.psnrDb() > points.get(points.size() - 1).psnrDb())
                .forEach(points::add);
        return points;
    }

    private static Pchip logRate(List<RatePoint> points) {
        return new Pchip(
                points.stream().mapToDouble(RatePoint::psnrDb).toArray(),
                points.stream()
                        .mapToDouble(point -> Math.log(point.bitsPerPixel()))
                        .toArray());
    }
}
