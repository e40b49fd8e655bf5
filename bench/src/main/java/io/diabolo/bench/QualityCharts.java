package io.diabolo.bench;

import io.diabolo.report.LineChart;
import io.diabolo.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The test error over the seconds of training, a chart for each work. */
final class QualityCharts {

    private static final Map<String, String> NAMES =
            Map.of(Side.DIABOLO, "Diabolo, no options", "lab", "a student's script", "tuned", "an expert's script");

    private QualityCharts() {}

    /** The medians over the seeds; error bars are half of what lies between the best and the worst seed. */
    static Optional<LineChart> of(QualityResult result) {
        QualityWork work = QualityTable.work(result);
        List<Series> series = new ArrayList<>();
        for (String side : List.of(Side.DIABOLO, "lab", "tuned")) {
            result.median(side).ifPresent(curve -> series.add(series(side, curve, result.of(side))));
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new LineChart(
                        work.title(), "seconds of training", work.measure().label(), true, true, series));
    }

    private static Series series(String side, Curve median, List<Curve> seeds) {
        double[] error = values(median, point -> {
            List<Double> same = Curve.at(seeds, point.epochs()).stream()
                    .map(Curve.Point::error)
                    .toList();
            Statistics.Spread spread = Statistics.spread(same);
            // Below the axis' end an error bar could not be drawn.
            return Math.min((spread.most() - spread.least()) / 2, 0.5 * point.error());
        });
        return new Series(
                NAMES.getOrDefault(side, side),
                values(median, Curve.Point::seconds),
                values(median, Curve.Point::error),
                seeds.size() > 1 ? error : null);
    }

    private static double[] values(Curve curve, ToDoubleFunction<Curve.Point> value) {
        return curve.points().stream().mapToDouble(value).toArray();
    }
}
