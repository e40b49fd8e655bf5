package io.diabolo.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark, standard profile: a detection in a labelled window earns up to 1, the earlier the more,
 * and only the best one counts; a missed window costs 1; each detection elsewhere costs up to 0.11. One threshold for all files, the
 * best one; 0 is a detector that is silent, 100 a perfect one.
 *
 * @source A. Lavin, S. Ahmad, "Evaluating real-time anomaly detection algorithms", ICMLA 2015; NAB's sweeper.py
 */
final class NabScore {

    private static final double FALSE_POSITIVE = 0.11;
    private static final double PROBATION_SHARE = 0.15;
    private static final int LONGEST_PROBATION = 750;

    private final List<Row> rows = new ArrayList<>();
    private int windows;

    /** First and last row of a labelled window. */
    record Window(int first, int last) {}

    /** One row that may be detected: its window's number or -1, and what its detection is worth. */
    private record Row(double score, int window, double worth) {}

    /** How many rows at the start of a file are not scored. */
    static int probation(int rows) {
        return (int) Math.min(PROBATION_SHARE * rows, LONGEST_PROBATION);
    }

    /**
     * Adds a file.
     *
     * @param scores of all its rows, higher is stranger
     * @param labelled in order
     */
    void add(double[] scores, List<Window> labelled) {
        double full = scaledSigmoid(-1);
        for (int i = probation(scores.length); i < scores.length; i++) {
            int inside = -1;
            Window before = null;
            for (int w = 0; w < labelled.size(); w++) {
                Window window = labelled.get(w);
                if (window.first <= i && i <= window.last) {
                    inside = w;
                } else if (window.last < i) {
                    before = window;
                }
            }
            double worth;
            if (inside >= 0) {
                Window window = labelled.get(inside);
                double width = window.last - window.first + 1;
                worth = scaledSigmoid(-(window.last - i + 1) / width) / full;
            } else if (before == null) {
                worth = -FALSE_POSITIVE;
            } else {
                double width = Math.max(1, before.last - before.first);
                worth = FALSE_POSITIVE * scaledSigmoid((i - before.last) / width);
            }
            rows.add(new Row(scores[i], inside < 0 ? -1 : windows + inside, worth));
        }
        windows += labelled.size();
    }

    private static double scaledSigmoid(double position) {
        return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
    }

    /** The score at the threshold that is best. */
    double best() {
        List<Row> falling = new ArrayList<>(rows);
        falling.sort(Comparator.comparingDouble(Row::score).reversed());
        double[] earned = new double[windows];
        java.util.Arrays.fill(earned, Double.NEGATIVE_INFINITY);
        double total = -windows;
        double best = total;
        for (int from = 0, to; from < falling.size(); from = to) {
            for (to = from; to < falling.size() && falling.get(to).score == falling.get(from).score; to++) {
                Row row = falling.get(to);
                if (row.window < 0) {
                    total += row.worth;
                } else if (row.worth > earned[row.window]) {
                    total += row.worth - (earned[row.window] == Double.NEGATIVE_INFINITY ? -1 : earned[row.window]);
                    earned[row.window] = row.worth;
                }
            }
            best = Math.max(best, total);
        }
        return 100 * (best + windows) / (2.0 * windows);
    }
}
