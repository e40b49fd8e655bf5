package io.diabolo.jobs;

import io.diabolo.data.Npy;
import io.diabolo.error.BadInputException;
import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.Signal;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.CsvRows;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes cleaned signals: the file that they came from with other cells, and the ends of an interval beside them. */
final class SignalFiles {

    /** Digits behind those that the noise decides about. */
    private static final int MORE_DIGITS = 3;

    private static final int MOST_DECIMALS = 15;

    private final CleanedSignal cleaned;
    private final boolean fill;

    /** @param fill whether known cells of text stay as they stand */
    SignalFiles(CleanedSignal cleaned, boolean fill) {
        this.cleaned = cleaned;
        this.fill = fill;
    }

    /**
     * Writes {@code out} whole or not at all: {@code .npy} as [rows, channels] without intervals, else a table.
     *
     * @param input its other columns are copied, if it is a table of text
     */
    void write(Path input, Path out) {
        if (out.toString().endsWith(".npy")) {
            Npy.writeMatrix(out, matrix());
        } else if (RowFiles.isText(input)) {
            writeInto(CsvRows.open(input), input, out);
        } else {
            writeTable(out);
        }
    }

    private float[][] matrix() {
        Signal clean = cleaned.clean();
        float[][] matrix = new float[clean.length()][clean.channels().size()];
        for (int c = 0; c < clean.channels().size(); c++) {
            double[] values = clean.channel(c);
            for (int t = 0; t < values.length; t++) {
                matrix[t][c] = (float) values[t];
            }
        }
        return matrix;
    }

    private void writeInto(CsvRows rows, Path input, Path out) {
        if (rows.size() != cleaned.clean().length()) {
            throw new BadInputException("%s has %,d rows now, had %,d; did it change meanwhile? run the command again"
                    .formatted(input, rows.size(), cleaned.clean().length()));
        }
        List<String> names = new ArrayList<>(rows.names());
        List<String> channels = cleaned.clean().channels();
        for (String name : channels) {
            for (String end : ends(name)) {
                if (names.contains(end)) {
                    throw new BadInputException(
                            "%s has a column '%s' already, which would be written: take it out, or give the file that it was made of"
                                    .formatted(input, end));
                }
                names.add(end);
            }
        }
        int[] places = rows.names().stream().mapToInt(channels::indexOf).toArray();
        List<Column> columns = columns();
        TableWriter.write(out, format(rows.dialect()), names, writer -> {
            AtomicInteger next = new AtomicInteger();
            rows.forEach((line, texts) -> {
                int row = next.getAndIncrement();
                for (int k = 0; k < texts.size(); k++) {
                    if (places[k] < 0 || (fill && !CsvRows.isMissing(texts.get(k)))) {
                        writer.text(texts.get(k));
                    } else {
                        writer.number(columns.get(places[k]).value(row));
                    }
                }
                columns.forEach(column -> column.writeEnds(writer, row));
                writer.endRow();
            });
        });
    }

    private void writeTable(Path out) {
        List<String> names = new ArrayList<>();
        for (String name : cleaned.clean().channels()) {
            names.add(name);
            names.addAll(ends(name));
        }
        List<Column> columns = columns();
        TableWriter.write(out, format(CsvDialect.standard()), names, writer -> {
            for (int row = 0; row < cleaned.clean().length(); row++) {
                for (Column column : columns) {
                    writer.number(column.value(row));
                    column.writeEnds(writer, row);
                }
                writer.endRow();
            }
        });
    }

    private static List<String> ends(String name) {
        return List.of(name + "_lower", name + "_upper");
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < cleaned.clean().channels().size(); c++) {
            double noise = Math.sqrt(cleaned.trends().get(c).noise());
            int decimals = MORE_DIGITS - (int) Math.floor(Math.log10(noise));
            columns.add(new Column(
                    cleaned.clean().channel(c),
                    cleaned.smoothed().get(c),
                    Math.pow(10, Math.max(0, Math.min(MOST_DECIMALS, decimals)))));
        }
        return columns;
    }

    private static TableFormat format(CsvDialect dialect) {
        return new TableFormat(dialect, TableFormat.Digits.DOUBLE);
    }

    /**
     * A column to write.
     *
     * @param scale 10 to the number of decimals
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Column(double[] values, KalmanSmoother.Smoothed smoothed, double scale) {

        double value(int row) {
            return rounded(values[row]);
        }

        void writeEnds(TableWriter writer, int row) {
            writer.number(rounded(smoothed.lower(row))).number(rounded(smoothed.upper(row)));
        }

        private double rounded(double value) {
            double rounded = Math.rint(value * scale) / scale;
            return Double.isFinite(rounded) ? rounded : value;
        }
    }
}
