package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The column that tells when a row was measured, and where rows are missing. */
final class TimeColumn {

    /** A longer step than this many usual ones is a gap. */
    private static final double GAP = 1.5;

    private static final int SAMPLE = 1_000_000;

    private final String name;
    private final String usual;
    private final int[] runs;

    private TimeColumn(String name, String usual, int[] runs) {
        this.name = name;
        this.usual = usual;
        this.runs = runs;
    }

    /**
     * @param place of the column
     * @throws BadInputException if it holds no times or numbers, or a row's is missing or before that of the row above
     */
    static TimeColumn of(TypedRows rows, int place) {
        Column column = rows.columns().get(place);
        if (column.type() != ColumnType.TIME && !TableInput.isNumeric(column)) {
            throw new BadInputException(
                    "%s, column '%s': it holds neither times nor numbers; name a column of times that does"
                            .formatted(rows.name(), column.name()));
        }
        double usual = usualStep(rows, place);
        IntStream.Builder runs = IntStream.builder().add(0);
        forEachStep(rows, place, (row, step) -> {
            if (usual > 0 && step > GAP * usual) {
                runs.add(row);
            }
        });
        String unit = column.type() == ColumnType.TIME ? " s" : "";
        return new TimeColumn(
                column.name(),
                String.valueOf(usual).replaceFirst("\\.0$", "") + unit,
                runs.build().toArray());
    }

    /** The median of the steps above 0, in the column's unit; 0 where there is none. */
    private static double usualStep(TypedRows rows, int place) {
        int every = 1 + rows.size() / SAMPLE;
        DoubleStream.Builder steps = DoubleStream.builder();
        forEachStep(rows, place, (row, step) -> {
            if (step > 0 && row % every == 0) {
                steps.add(step);
            }
        });
        double[] sorted = steps.build().sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** The first row of each run without a gap, rising. */
    int[] runs() {
        return runs;
    }

    private interface StepSink {
        void add(int row, double step);
    }

    private static void forEachStep(TypedRows rows, int place, StepSink sink) {
        double[] cells = new double[rows.columns().size()];
        double before = Double.NaN;
        for (int row = 0; row < rows.size(); row++) {
            rows.reader().row(row, cells);
            double now = cells[place];
            if (Double.isNaN(now) || now < before) {
                throw new BadInputException("%s, column '%s': the time %s: %s, or ignore the column"
                        .formatted(
                                rows.where(row),
                                rows.columns().get(place).name(),
                                Double.isNaN(now) ? "is missing" : "is before that of the row above",
                                Double.isNaN(now) ? "fill it in" : "sort the rows by time"));
            }
            if (row > 0) {
                sink.add(row, now - before);
            }
            before = now;
        }
    }

    /** For the user. */
    String describe() {
        return "time is the column '%s'%s"
                .formatted(
                        name,
                        runs.length == 1
                                ? ""
                                : "; it has %,d gaps (steps above %s times the usual %s), which no window straddles"
                                        .formatted(runs.length - 1, GAP, usual));
    }
}
