package io.diabolo.detect;

import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.ColumnCode;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.IntStream;

/** Which elements of samples are not as expected, by one network, while that looks at them. */
final class Reasons {

    private static final int MOST = 3;
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final double LEAST_PLAIN = 1e-3;
    private static final double PLAIN_LIMIT = 9_999;

    private final Preprocessing preprocessing;
    private final float[] normal;
    private final List<Place> places;
    private final List<List<Finding.Reason>> all = new ArrayList<>();

    Reasons(Member member) {
        preprocessing = member.model().preprocessing();
        normal = member.normalSurprise();
        places = places();
    }

    /** Up to three reasons for each sample, the strangest first; none where nothing is known of a sample, or all is as expected. */
    List<List<Finding.Reason>> all() {
        return List.copyOf(all);
    }

    /** Takes the next samples. */
    void add(Observation seen) {
        int samples = seen.values().length / normal.length;
        for (int i = 0; i < samples; i++) {
            all.add(of(seen, i));
        }
    }

    private List<Finding.Reason> of(Observation seen, int sample) {
        double[] strange = new double[normal.length];
        double sum = 0;
        for (int e = 0; e < strange.length; e++) {
            int at = sample * strange.length + e;
            strange[e] = seen.weights()[at] * seen.surprise()[at] / normal[e];
            sum += strange[e];
        }
        double total = sum > 0 ? sum : 1;
        // A picture has as many places as pixels, and three are wanted: a queue does not sort the others.
        double[] shares = places.stream()
                .mapToDouble(place -> place.share(strange, total))
                .toArray();
        Queue<Integer> strangest = new PriorityQueue<>(Comparator.<Integer>comparingDouble(number -> -shares[number])
                .thenComparing(Comparator.naturalOrder()));
        IntStream.range(0, shares.length).filter(number -> shares[number] > 0).forEach(strangest::add);
        List<Finding.Reason> found = new ArrayList<>();
        while (found.size() < MOST && !strangest.isEmpty()) {
            Place place = places.get(strangest.remove());
            String value = text(place, seen.values(), sample);
            String expected = text(place, seen.expected(), sample);
            // Where the value is also the likeliest one, it was only less sure than usual: that explains nothing.
            if (!value.equals(expected)) {
                found.add(new Finding.Reason(nameOf(place), value, expected, shares[place.number]));
            }
        }
        return found;
    }

    private List<Place> places() {
        if (preprocessing instanceof TablePreprocessing table) {
            List<Place> found = new ArrayList<>();
            int at = 0;
            for (ColumnCode column : table.columns()) {
                found.add(new Place(at, column.width(), found.size()));
                at += column.width();
            }
            return found;
        }
        return IntStream.range(0, normal.length)
                .mapToObj(e -> new Place(e, 1, e))
                .toList();
    }

    private String nameOf(Place place) {
        return preprocessing instanceof TablePreprocessing table
                ? table.columns().get(place.number).column().name()
                : nameOf(place.from);
    }

    private String nameOf(int element) {
        SampleShape shape = preprocessing.shape();
        if (shape.kind() == SampleShape.Kind.ROW) {
            return "x" + element;
        }
        if (shape.kind() == SampleShape.Kind.SERIES) {
            int length = shape.spatial().get(0);
            String step = "step " + element % length;
            return shape.channels() == 1 ? step : "channel %d, %s".formatted(element / length, step);
        }
        int pixel = element % (shape.height() * shape.width());
        return "pixel %d,%d".formatted(pixel % shape.width(), pixel / shape.width());
    }

    private String text(Place place, float[] values, int sample) {
        int at = sample * normal.length + place.from;
        if (preprocessing instanceof TablePreprocessing table) {
            double cell = table.columns().get(place.number).decode(values, at);
            TableColumn column = table.columns().get(place.number).column();
            if (!column.isCategory()) {
                return number(cell);
            }
            // A level that training has not seen is none of those that decoding knows.
            return isUnknown(values, at, place) ? "(unknown)" : column.levels().get((int) cell);
        }
        if (preprocessing instanceof SeriesPreprocessing series) {
            int length = series.shape().elements() / series.channels().size();
            SeriesPreprocessing.Channel channel = series.channels().get(place.from / length);
            return number(values[at] * channel.scale() + channel.offset());
        }
        if (preprocessing instanceof ArrayPreprocessing arrays) {
            return number(values[at] * arrays.scale() + arrays.offset());
        }
        return number(values[at]);
    }

    /** The place behind the known levels is the largest only of a level that was not there in training. */
    private static boolean isUnknown(float[] values, int at, Place place) {
        int last = place.width - 1;
        return IntStream.range(0, last).allMatch(level -> values[at + level] < values[at + last]);
    }

    /**
     * As {@code %.4g} writes it. A formatter took a third of the time of judging a row, as it looks up the locale's symbols for
     * each number, and most numbers need none.
     */
    static String number(double value) {
        double size = Math.abs(value);
        if (!(size >= LEAST_PLAIN && size < PLAIN_LIMIT)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(FOUR_DIGITS);
        int beforePoint = rounded.precision() - rounded.scale();
        return rounded.setScale(FOUR_DIGITS.getPrecision() - beforePoint).toPlainString();
    }

    /** Elements that are one thing to people. */
    private record Place(int from, int width, int number) {

        double share(double[] strange, double total) {
            double sum = 0;
            for (int e = from; e < from + width; e++) {
                sum += strange[e];
            }
            return sum / total;
        }
    }
}
