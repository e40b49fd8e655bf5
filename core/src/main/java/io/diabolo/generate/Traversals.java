package io.diabolo.generate;

import io.diabolo.data.Codes;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the numbers of a code that change samples most, and moves each of them while the others stay. */
record Traversals(TrainedModel model, PriorMoments moments, GivenLabel label) {

    /** How far they go, in standard deviations of the prior. */
    private static final double REACH = 2;

    /**
     * In falling order of the change.
     *
     * @param bases codes around which the change is measured
     */
    List<SampleGenerator.Traversal> most(int most, int steps, Codes bases) {
        double[] change = IntStream.range(0, label.numbers())
                .mapToDouble(unit -> change(bases, unit))
                .toArray();
        return IntStream.range(0, change.length)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -change[unit]))
                .limit(most)
                .map(unit -> traversal(unit, change[unit], steps))
                .toList();
    }

    private SampleGenerator.Traversal traversal(int unit, double change, int steps) {
        double[] centre = moments.centre();
        double reach = REACH * moments.deviations()[unit];
        float[][] codes = new float[steps][centre.length];
        List<Double> values = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < centre.length; i++) {
                codes[step][i] = (float) centre[i];
            }
            double value = centre[unit] + reach * (2.0 * step / (steps - 1) - 1);
            codes[step][unit] = (float) value;
            values.add(value);
        }
        return new SampleGenerator.Traversal(unit, change, values, label.in(Codes.of(codes)));
    }

    private double change(Codes bases, int unit) {
        double middle = moments.centre()[unit];
        double reach = REACH * moments.deviations()[unit];
        float[][] ends = new float[2 * bases.size()][];
        for (int i = 0; i < bases.size(); i++) {
            ends[i] = bases.row(i);
            ends[i][unit] = (float) (middle - reach);
            ends[bases.size() + i] = bases.row(i);
            ends[bases.size() + i][unit] = (float) (middle + reach);
        }
        float[][] decoded = new float[1][];
        decoded[0] = new float[ends.length * model.preprocessing().shape().elements()];
        model.decode(
                Codes.of(ends),
                (first, values) -> System.arraycopy(
                        values,
                        0,
                        decoded[0],
                        first * model.preprocessing().shape().elements(),
                        values.length));
        int half = decoded[0].length / 2;
        double squares = 0;
        for (int i = 0; i < half; i++) {
            double difference = decoded[0][half + i] - decoded[0][i];
            squares += difference * difference;
        }
        return Math.sqrt(squares / half);
    }
}
