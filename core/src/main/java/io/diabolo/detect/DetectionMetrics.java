package io.diabolo.detect;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores tell abnormal samples from normal ones.
 *
 * @param normal how many samples are normal
 * @param abnormal how many are not
 * @param auroc the area under the receiver operating characteristic, 0 to 1: how often an abnormal sample has the higher
 *     score of a pair; equal scores count half
 * @param averagePrecision the sum over thresholds of precision times the gain in recall, 0 to 1
 * @param bestF1 the largest harmonic mean of precision and recall over all thresholds, 0 to 1
 * @param curve a point for each threshold, the strictest first
 * @source AUROC by ranks: Mann and Whitney 1947; average precision without interpolation, as scikit-learn computes it
 */
public record DetectionMetrics(
        int normal, int abnormal, double auroc, double averagePrecision, double bestF1, List<Point> curve) {

    /** A longer curve is thinned to about so many points: nobody sees more. */
    private static final int MOST_POINTS = 500;

    /** Below this share of false alarms, where promises are made, every point is kept. */
    private static final double STRICT = 0.05;

    public DetectionMetrics {
        curve = List.copyOf(curve);
    }

    /**
     * @param scores higher is stranger; NaN counts as stranger than all
     * @param abnormal for each score, whether the sample is abnormal
     * @throws BadInputException if all samples are of one kind
     */
    public static DetectionMetrics of(double[] scores, boolean[] abnormal) {
        if (scores.length != abnormal.length) {
            throw new BadInputException(
                    "%d scores need a label each, %d were given".formatted(scores.length, abnormal.length));
        }
        int positives = (int)
                IntStream.range(0, abnormal.length).filter(i -> abnormal[i]).count();
        int negatives = scores.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new BadInputException(
                    "%d normal and %d abnormal samples: to judge a detector takes at least one of each"
                            .formatted(negatives, positives));
        }
        // Double.compare puts NaN above all numbers.
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .mapToInt(i -> i)
                .toArray();
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0, 1));
        double area = 0;
        double precisionSum = 0;
        double best = 0;
        int hits = 0;
        int alarms = 0;
        for (int from = 0, to; from < order.length; from = to) {
            int hitsBefore = hits;
            int alarmsBefore = alarms;
            for (to = from; to < order.length && Double.compare(scores[order[to]], scores[order[from]]) == 0; to++) {
                if (abnormal[order[to]]) {
                    hits++;
                } else {
                    alarms++;
                }
            }
            area += (alarms - alarmsBefore) * (hits + hitsBefore) / 2.0;
            double precision = hits / (double) to;
            double recall = hits / (double) positives;
            precisionSum += (hits - hitsBefore) * precision;
            best = Math.max(best, 2 * precision * recall / Math.max(1e-300, precision + recall));
            points.add(new Point(alarms / (double) negatives, recall, precision));
        }
        return new DetectionMetrics(
                negatives, positives, area / positives / negatives, precisionSum / positives, best, thinned(points));
    }

    /** The largest recall with no more than this share of false alarms among the samples themselves, 0 to 1. */
    public double recallAt(double falseAlarms) {
        return curve.stream()
                .filter(point -> point.falseAlarms() <= falseAlarms + 1e-12)
                .mapToDouble(Point::recall)
                .max()
                .orElse(0);
    }

    private static List<Point> thinned(List<Point> points) {
        List<Point> kept = new ArrayList<>(points.subList(0, 1));
        double step = 1.0 / MOST_POINTS;
        for (int i = 1; i < points.size(); i++) {
            // The last point at each share of false alarms has the highest recall there.
            boolean corner = i == points.size() - 1
                    || points.get(i + 1).falseAlarms() > points.get(i).falseAlarms();
            Point last = kept.get(kept.size() - 1);
            boolean strict = points.get(i).falseAlarms() < STRICT;
            if (corner
                    && (strict || points.get(i).falseAlarms() >= last.falseAlarms() + step || i == points.size() - 1)) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }

    /**
     * What one threshold gives.
     *
     * @param falseAlarms the share of normal samples with an alarm, 0 to 1
     * @param recall the share of abnormal samples with an alarm, 0 to 1
     * @param precision the share of alarms that are right, 0 to 1
     */
    public record Point(double falseAlarms, double recall, double precision) {}

    /**
     * What verdicts are worth.
     *
     * @param accuracy the share of samples with the right verdict, 0 to 1
     * @param precision the share of alarms that are right; 0 without an alarm
     * @param recall the share of abnormal samples that are found
     * @param f1 the harmonic mean of both
     * @param falseAlarms the share of normal samples with an alarm
     */
    public record Verdicts(double accuracy, double precision, double recall, double f1, double falseAlarms) {

        /** @param alarm for each sample, whether it counts as abnormal */
        public static Verdicts of(boolean[] alarm, boolean[] abnormal) {
            int[] counts = new int[4];
            for (int i = 0; i < alarm.length; i++) {
                counts[(alarm[i] ? 2 : 0) + (abnormal[i] ? 1 : 0)]++;
            }
            double precision = share(counts[3], counts[2] + counts[3]);
            double recall = share(counts[3], counts[1] + counts[3]);
            return new Verdicts(
                    share(counts[0] + counts[3], alarm.length),
                    precision,
                    recall,
                    precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
                    share(counts[2], counts[0] + counts[2]));
        }

        private static double share(int part, int whole) {
            return whole == 0 ? 0 : part / (double) whole;
        }
    }
}
