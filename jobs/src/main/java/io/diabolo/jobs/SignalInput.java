package io.diabolo.jobs;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.SeriesDataset;
import io.diabolo.data.SeriesOptions;
import io.diabolo.error.BadInputException;
import io.diabolo.signal.Signal;
import io.diabolo.signal.TrendFit;
import io.diabolo.table.CsvRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the signals of a file. */
final class SignalInput {

    /** The shortest windows there are: all rows are wanted, and where time has gaps. */
    private static final SeriesOptions ROWS = SeriesOptions.windows(2, 1);

    /** Steps of time that differ by less than this share of themselves are equal. */
    private static final double EQUAL = 0.01;

    private SignalInput() {}

    /**
     * @param notes takes remarks for the user, one line each
     * @throws BadInputException if a column is not there or holds no numbers, or there are fewer than two rows
     */
    static Signal read(SignalChoice choice, Consumer<String> notes) {
        Path file = Path.of(choice.path());
        List<String> wanted = choice.columns().isEmpty() ? List.of() : names(file, choice.columns());
        List<String> remarks = new ArrayList<>();
        Signal signal = open(file, choice, wanted, choice.time(), remarks);
        if (wanted.isEmpty() && choice.time() == null && isTime(signal)) {
            String time = signal.channels().get(0);
            remarks.clear();
            signal = open(file, choice, wanted, time, remarks);
        }
        remarks.forEach(notes);
        for (String name : wanted) {
            if (!signal.channels().contains(name)) {
                throw new BadInputException(
                        "%s, column '%s': it holds no numbers, which a signal needs; name others with --columns"
                                .formatted(file, name));
            }
        }
        return wanted.isEmpty() ? signal : signal.select(wanted);
    }

    private static Signal open(
            Path file, SignalChoice choice, List<String> wanted, @Nullable String time, List<String> remarks) {
        DataOptions options = DataOptions.defaults()
                .withColumns(wanted)
                .withIgnore(choice.ignore())
                .withSeries(ROWS.withTime(time));
        Dataset data = openWhole(file, options, remarks);
        if (data instanceof SeriesDataset series) {
            return Signal.of(series);
        }
        throw new BadInputException(
                "%s holds samples %s, not signals: give a table, an array [rows, columns] or a record"
                        .formatted(file, data.shape()));
    }

    private static Dataset openWhole(Path file, DataOptions options, List<String> remarks) {
        try {
            return DataSource.openWhole(file, options, remarks::add);
        } catch (BadInputException e) {
            // Of a single row all columns are constant, which is not what is wrong with it.
            if (RowFiles.isText(file)
                    && Files.isRegularFile(file)
                    && CsvRows.open(file).size() == 1) {
                throw new BadInputException(
                        "%s: it has 1 row; a signal needs at least %d".formatted(file, TrendFit.FEWEST_VALUES), e);
            }
            throw e;
        }
    }

    /** Whether the first of several columns counts rows or time. */
    private static boolean isTime(Signal signal) {
        double[] first = signal.channel(0);
        if (signal.channels().size() < 2 || first.length < 3) {
            return false;
        }
        double step = first[1] - first[0];
        for (int t = 1; t < first.length; t++) {
            double next = first[t] - first[t - 1];
            if (!(next > 0 && Math.abs(next - step) <= EQUAL * step)) {
                return false;
            }
        }
        return true;
    }

    /** Names of columns that are given by name or by number, the name first. */
    static List<String> names(Path file, List<String> columns) {
        if (columns.stream().noneMatch(column -> column.matches("\\d{1,9}"))) {
            return columns;
        }
        List<String> known = known(file);
        return columns.stream()
                .map(column -> known.contains(column) || !column.matches("\\d{1,9}")
                        ? column
                        : numbered(file, known, Integer.parseInt(column)))
                .toList();
    }

    private static String numbered(Path file, List<String> known, int number) {
        if (number < 1 || number > known.size()) {
            throw new BadInputException("%s: there is no column %d; its columns are 1 to %d: %s"
                    .formatted(file, number, known.size(), String.join(", ", known)));
        }
        return known.get(number - 1);
    }

    private static List<String> known(Path file) {
        if (RowFiles.isText(file)) {
            return CsvRows.open(file).names();
        }
        List<String> notes = new ArrayList<>();
        return open(file, SignalChoice.of(file.toString()), List.of(), null, notes)
                .channels();
    }
}
