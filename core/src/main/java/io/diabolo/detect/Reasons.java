package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.ColumnCode;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Which elements of samples are not as expected, by one autoencoder. */
final class Reasons {

    private static final int MOST = 3;

    private final Preprocessing preprocessing;
    private final float[] normal;

    private Reasons(Preprocessing preprocessing, float[] normal) {
        this.preprocessing = preprocessing;
        this.normal = normal;
    }

    /** Up to three reasons for each sample, the strangest first; none where nothing is known of a sample, or all is as expected. */
    static List<List<Finding.Reason>> of(Member member, Dataset data) {
        Reasons reasons = new Reasons(member.model().preprocessing(), member.normalSurprise());
        List<List<Finding.Reason>> all = new ArrayList<>();
        member.observeHidden(data, (first, seen) -> {
            int samples = seen.values().length / reasons.normal.length;
            for (int i = 0; i < samples; i++) {
                all.add(reasons.of(seen, i));
            }
        });
        return all;
    }

    private List<Finding.Reason> of(Observation seen, int sample) {
        double[] strange = new double[normal.length];
        double sum = 0;
        for (int e = 0; e < strange.length; e++) {
            int at = sample * strange.length + e;
            strange[e] = seen.weights()[at] * seen.surprise()[at] / normal[e];
            sum += strange[e];
        }
        List<Place> places = places();
        double total = sum > 0 ? sum : 1;
        return places.stream()
                .sorted(Comparator.comparingDouble(place -> -place.share(strange, total)))
                .filter(place -> place.share(strange, total) > 0)
                // Where the value is also the likeliest one, it was only less sure than usual: that explains nothing.
                .filter(place -> !text(place, seen.values(), sample).equals(text(place, seen.expected(), sample)))
                .limit(MOST)
                .map(place -> new Finding.Reason(
                        place.name,
                        text(place, seen.values(), sample),
                        text(place, seen.expected(), sample),
                        place.share(strange, total)))
                .toList();
    }

    private List<Place> places() {
        if (preprocessing instanceof TablePreprocessing table) {
            List<Place> places = new ArrayList<>();
            int at = 0;
            for (ColumnCode column : table.columns()) {
                places.add(new Place(column.column().name(), at, column.width(), places.size()));
                at += column.width();
            }
            return places;
        }
        return IntStream.range(0, normal.length)
                .mapToObj(e -> new Place(nameOf(e), e, 1, e))
                .toList();
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

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** Elements that are one thing to people. */
    private record Place(String name, int from, int width, int number) {

        double share(double[] strange, double total) {
            double sum = 0;
            for (int e = from; e < from + width; e++) {
                sum += strange[e];
            }
            return sum / total;
        }
    }
}
