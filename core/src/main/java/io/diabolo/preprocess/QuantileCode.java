package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A number through its distribution: the knots are quantiles of the training part and the standard normal scores that they
 * become; straight lines run between them, and beyond the ends with the slope of the whole.
 *
 * @param name of the column
 * @param knots rising, at least one
 * @param scores rising, one for each knot
 */
@JsonTypeName("quantile")
public record QuantileCode(String name, List<Double> knots, List<Double> scores) implements ColumnCode {

    private static final int KNOTS = 101;

    public QuantileCode {
        knots = List.copyOf(knots);
        scores = List.copyOf(scores);
        if (knots.isEmpty() || knots.size() != scores.size() || !rises(knots) || !rises(scores)) {
            throw new BadInputException("column '%s' needs as many rising scores as rising quantiles".formatted(name));
        }
    }

    private static boolean rises(List<Double> values) {
        for (int i = 1; i < values.size(); i++) {
            if (!(values.get(i) > values.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    /** Equal quantiles become one knot in the middle of their scores. */
    static QuantileCode of(String name, QuantileSample sample) {
        double[] probabilities = new double[KNOTS];
        for (int i = 0; i < KNOTS; i++) {
            probabilities[i] = (i + 0.5) / KNOTS;
        }
        double[] quantiles = sample.quantiles(probabilities);
        List<Double> knots = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (int from = 0, to; from < KNOTS; from = to) {
            to = from;
            while (to < KNOTS && quantiles[to] == quantiles[from]) {
                to++;
            }
            knots.add(quantiles[from]);
            scores.add(StandardNormal.quantile((probabilities[from] + probabilities[to - 1]) / 2));
        }
        return new QuantileCode(name, knots, scores);
    }

    @Override
    public TableColumn column() {
        return TableColumn.number(name);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void encode(double cell, float[] values, int at) {
        values[at] = (float) along(knots, scores, cell);
    }

    @Override
    public double decode(float[] values, int at) {
        return along(scores, knots, values[at]);
    }

    private static double along(List<Double> from, List<Double> to, double x) {
        int last = from.size() - 1;
        if (last == 0) {
            return to.get(0) + (x - from.get(0));
        }
        if (x <= from.get(0) || x >= from.get(last)) {
            int end = x <= from.get(0) ? 0 : last;
            double slope = (to.get(last) - to.get(0)) / (from.get(last) - from.get(0));
            return to.get(end) + (x - from.get(end)) * slope;
        }
        int below = 0;
        for (int above = last; above - below > 1; ) {
            int middle = (below + above) / 2;
            if (from.get(middle) <= x) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double share = (x - from.get(below)) / (from.get(below + 1) - from.get(below));
        return to.get(below) + share * (to.get(below + 1) - to.get(below));
    }
}
