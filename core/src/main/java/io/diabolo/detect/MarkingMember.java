package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.DefectMarker;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network that was trained to repair and to mark what was painted over. Pictures go through it whole, large ones in tiles
 * that overlap, so that memory does not grow with them.
 */
final class MarkingMember implements Member {

    /** The side of a tile, and how much of it at each side only serves as surroundings. */
    private static final int TILE = 1_024;

    private static final int MARGIN = 128;

    /** A picture is as strange as the most marked part of it, of which it takes so many pixels. */
    private static final int MARKED_SHARE = 2_000;

    private static final int FEWEST_MARKED = 9;

    /** A share of the mean mark that is normal at each place. */
    private static final double LEAST_NORMAL = 0.1;

    /** No mark is less probable. */
    private static final float LEAST = 1e-7f;

    /** What is normal at a place is normal this share of the smaller side beside it. */
    private static final int RADIUS_SHARE = 64;

    /** So many normal pictures say what is normal at a place. */
    private static final int MOST_MEASURED = 300;

    private final TrainedModel model;
    private final DefectMarker marker;
    private final int multiple;
    private final Normal normal;

    private MarkingMember(TrainedModel model, DefectMarker marker, Normal normal) {
        this.model = model;
        this.marker = marker;
        this.multiple = MarkingPlan.multiple(marker.config().input());
        this.normal = normal;
    }

    /**
     * What is normal for the network.
     *
     * @param marks [E], the mean of the marks at each place: edges of a part are marked in normal pictures too
     * @param scale of the scores
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Normal(float[] marks, Standard scale) {}

    /** @throws BadInputException if the model marks nothing */
    static MarkingMember of(TrainedModel model, Normal normal) {
        if (model.model() instanceof DefectMarker marker) {
            return new MarkingMember(model, marker, normal);
        }
        throw new BadInputException("this model is a %s, which marks nothing"
                .formatted(model.model().config().kind()));
    }

    /** Measures what is normal for a model, on the samples that it was trained on and on those of its validation. */
    static MarkingMember measure(TrainedModel model, HoldOut data) {
        float[] marks = new float[model.preprocessing().shape().elements()];
        Arrays.fill(marks, 1);
        MarkingMember unscaled = of(model, new Normal(marks, new Standard(0, 1)));
        MarkingMember placed = of(model, new Normal(unscaled.normalMarks(data), new Standard(0, 1)));
        Standard scale = Standard.of(placed.score(data.validation(), Observer.NONE));
        return of(model, new Normal(placed.normal.marks, scale));
    }

    private float[] normalMarks(HoldOut data) {
        SampleShape shape = model.preprocessing().shape();
        float[] marks = ElementErrors.of(
                        shape, this::observe, data.validation(), Member.some(data.train(), MOST_MEASURED, 0))
                .hidden(LEAST_NORMAL);
        return HeatMaps.smooth(marks, shape, Math.max(1, Math.min(shape.height(), shape.width()) / RADIUS_SHARE));
    }

    @Override
    public TrainedModel model() {
        return model;
    }

    Normal normal() {
        return normal;
    }

    @Override
    public Part part() {
        return Part.MARKS;
    }

    @Override
    public Map<Part, double[]> standardised(Dataset data, boolean hides, Observer also) {
        return Map.of(
                Part.MARKS,
                Arrays.stream(score(data, also)).map(normal.scale::apply).toArray());
    }

    /** The geometric mean, over the pixels that are marked most, of the mark over what is normal there. */
    private double[] score(Dataset data, Observer also) {
        double[] scores = new double[data.size()];
        observe(data, (first, seen) -> {
            also.accept(first, seen);
            int pixels = pixels();
            float[] marks = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                marks[i] = seen.surprise()[i] / normal.marks[i];
            }
            Arrays.sort(marks);
            int count = Math.min(pixels, Math.max(FEWEST_MARKED, pixels / MARKED_SHARE));
            double sum = 0;
            for (int i = pixels - count; i < pixels; i++) {
                sum += Math.log(marks[i]);
            }
            scores[first] = Math.exp(sum / count);
        });
        return scores;
    }

    private int pixels() {
        SampleShape shape = model.preprocessing().shape();
        return shape.height() * shape.width();
    }

    /** One picture at a time; the surprise is the probability that a pixel was painted over, in all channels the same. */
    @Override
    public void observe(Dataset data, Observer observer) {
        Preprocessing preprocessing = model.preprocessing();
        SampleShape shape = preprocessing.shape();
        for (int row = 0; row < data.size(); row++) {
            float[] values = new float[shape.elements()];
            float[] weights = new float[values.length];
            Arrays.fill(weights, 1);
            preprocessing.read(data, new int[] {row}, values, weights);
            float[] rebuilt = new float[values.length];
            float[] marks = new float[values.length];
            for (Span rows : Span.of(shape.height())) {
                for (Span columns : Span.of(shape.width())) {
                    mark(new Tile(shape, rows, columns), values, rebuilt, marks);
                }
            }
            observer.accept(row, new Observation(values, weights, rebuilt, rebuilt, marks, new float[0]));
        }
    }

    private void mark(Tile tile, float[] values, float[] rebuilt, float[] marks) {
        int height = padded(tile.rows.seen());
        int width = padded(tile.columns.seen());
        int channels = tile.shape.channels();
        float[] seen;
        try (TensorScope scope = TensorScope.open("mark", model.device())) {
            Tensor input = Tensor.of(tile.cut(values, height, width), 1, channels, height, width);
            seen = marker.repairAndMark(input).toFloats();
        }
        for (int c = 0; c < channels; c++) {
            for (int y = tile.rows.from; y < tile.rows.to; y++) {
                int from = (y - tile.rows.seenFrom) * width + tile.columns.from - tile.columns.seenFrom;
                int to = (c * tile.shape.height() + y) * tile.shape.width() + tile.columns.from;
                for (int x = 0; x < tile.columns.to - tile.columns.from; x++) {
                    rebuilt[to + x] = seen[c * height * width + from + x];
                    marks[to + x] = Math.max(LEAST, seen[channels * height * width + from + x]);
                }
            }
        }
    }

    /** The network halves sizes several times. */
    private int padded(int length) {
        return (length + multiple - 1) / multiple * multiple;
    }

    @Override
    public float[] normalSurprise() {
        return normal.marks;
    }

    @Override
    public void close() {
        model.close();
    }

    /**
     * A stretch of rows or columns.
     *
     * @param from the first that is wanted
     * @param to behind the last one
     * @param seenFrom the first that the network sees; multiples of what the network's sizes are
     * @param seenTo behind the last one
     */
    private record Span(int from, int to, int seenFrom, int seenTo) {

        static List<Span> of(int length) {
            if (length <= TILE) {
                return List.of(new Span(0, length, 0, length));
            }
            List<Span> spans = new ArrayList<>();
            int step = TILE - 2 * MARGIN;
            for (int from = 0; from < length; from += step) {
                int to = Math.min(length, from + step);
                spans.add(new Span(from, to, Math.max(0, from - MARGIN), Math.min(length, to + MARGIN)));
            }
            return spans;
        }

        int seen() {
            return seenTo - seenFrom;
        }
    }

    /** A part of a picture that goes through the network. */
    private record Tile(SampleShape shape, Span rows, Span columns) {

        /** What the network sees [C, height, width]; what lies beyond the picture repeats its edge. */
        float[] cut(float[] picture, int height, int width) {
            float[] cut = new float[shape.channels() * height * width];
            for (int c = 0; c < shape.channels(); c++) {
                for (int y = 0; y < height; y++) {
                    int fromY = Math.min(rows.seenFrom + y, shape.height() - 1);
                    for (int x = 0; x < width; x++) {
                        int fromX = Math.min(columns.seenFrom + x, shape.width() - 1);
                        cut[(c * height + y) * width + x] =
                                picture[(c * shape.height() + fromY) * shape.width() + fromX];
                    }
                }
            }
            return cut;
        }
    }
}
