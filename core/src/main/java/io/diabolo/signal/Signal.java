package io.diabolo.signal;

import io.diabolo.data.SeriesDataset;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Channels of numbers over rows that are evenly spaced in time.
 *
 * <p>A missing value is NaN. Where rows are missing (a gap in time) a new run begins; what is on one side of it says nothing
 * about the other.
 */
public final class Signal {

    private final String name;
    private final List<String> channels;

    /** [C][rows] */
    private final double[][] values;

    private final int[] runs;

    private Signal(String name, List<String> channels, double[][] values, int[] runs) {
        this.name = name;
        this.channels = List.copyOf(channels);
        this.values = values;
        this.runs = runs;
    }

    /**
     * A signal in one run; the values are copied.
     *
     * @param channels names, one for each channel
     * @param values [C][rows], at least one of each, no infinity
     */
    public static Signal of(String name, List<String> channels, double[][] values) {
        if (values.length == 0 || values.length != channels.size() || values[0].length == 0) {
            throw new BadInputException("%s: a signal needs a row at least, and a name for each of its %d channels"
                    .formatted(name, values.length));
        }
        double[][] copy = new double[values.length][];
        for (int c = 0; c < values.length; c++) {
            copy[c] = values[c].clone();
            if (copy[c].length != copy[0].length || Arrays.stream(copy[c]).anyMatch(Double::isInfinite)) {
                throw new BadInputException(
                        "%s, channel '%s': it needs as many values as the first, NaN where one is missing, none infinite"
                                .formatted(name, channels.get(c)));
            }
        }
        return new Signal(name, channels, copy, new int[] {0});
    }

    /** The rows that windows are cut from. */
    public static Signal of(SeriesDataset series) {
        int rows = series.table().size();
        List<String> channels =
                series.table().columns().stream().map(TableColumn::name).toList();
        double[][] values = new double[channels.size()][rows];
        double[] row = new double[channels.size()];
        for (int t = 0; t < rows; t++) {
            series.table().gather(new int[] {t}, row);
            for (int c = 0; c < row.length; c++) {
                values[c][t] = row[c];
            }
        }
        return new Signal(series.name(), channels, values, series.runs());
    }

    public String name() {
        return name;
    }

    /** The names of the channels. */
    public List<String> channels() {
        return channels;
    }

    /** How many rows there are, at least 1. */
    public int length() {
        return values[0].length;
    }

    /** A copy of a channel's values, NaN where one is missing. */
    public double[] channel(int channel) {
        return values[channel].clone();
    }

    /** The first row of each run, rising; the first is 0. */
    public int[] runs() {
        return runs.clone();
    }

    /** The row behind the last one of a run. */
    public int runEnd(int run) {
        return run + 1 < runs.length ? runs[run + 1] : length();
    }

    /** How many values of a channel are missing. */
    public int missing(int channel) {
        return (int) Arrays.stream(values[channel]).filter(Double::isNaN).count();
    }

    /** The same channels and runs with other values, which are taken over as they are. */
    public Signal withValues(double[][] newValues) {
        return new Signal(name, channels, newValues, runs);
    }

    /** The same values with runs that begin at these rows; the first is 0. */
    Signal withRuns(int... newRuns) {
        return new Signal(name, channels, values, newRuns.clone());
    }

    /** Some channels, in the order given. */
    public Signal select(List<String> names) {
        return new Signal(
                name,
                names,
                names.stream().map(each -> values[channels.indexOf(each)]).toArray(double[][]::new),
                runs);
    }

    /** Some rows, in one run. */
    public Signal rows(int from, int to) {
        return new Signal(
                name,
                channels,
                IntStream.range(0, values.length)
                        .mapToObj(c -> Arrays.copyOfRange(values[c], from, to))
                        .toArray(double[][]::new),
                new int[] {0});
    }

    /** [C][rows], not copied. */
    double[][] raw() {
        return values;
    }
}
