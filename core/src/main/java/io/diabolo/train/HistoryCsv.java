package io.diabolo.train;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.file.AtomicFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The curves of a training as {@code history.csv}, which grows by one row at a time and can be read at any moment.
 *
 * <p>Columns: {@code epoch,step,seconds,images_per_second,learning_rate}, then the parts named at the start, for example
 * {@code train_loss,validation_loss}. Numbers are written so that they read back exactly; an empty cell means "not
 * measured in this row" and is a NaN here. Not thread-safe.
 *
 * @source RFC 4180 (lines end with CR LF; no cell needs quotes)
 */
public final class HistoryCsv implements Closeable {

    private static final List<String> FIXED = List.of("epoch", "step", "seconds", "images_per_second", "learning_rate");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_PARTS = 256;
    private static final long MAX_BYTES = 256L << 20;
    private static final String END = "\r\n";

    private final Path file;
    private final int parts;
    private final OutputStream out;

    private HistoryCsv(Path file, int parts) {
        this.file = file;
        this.parts = parts;
        try {
            out = Files.newOutputStream(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    /**
     * Starts a new file, replacing an old one.
     *
     * @param parts at most 256 names of 1 to 64 letters, digits, {@code _ . -}, each once
     */
    public static HistoryCsv create(Path file, List<String> parts) {
        replace(file, new History(parts, List.of()));
        return new HistoryCsv(file, parts.size());
    }

    /**
     * Goes on with a file after the checkpoint of {@code step}: later rows are dropped, whole or not at all. Where there
     * is no file, starts one.
     *
     * @throws BadInputException where the file has other columns
     */
    public static HistoryCsv resume(Path file, List<String> parts, long step) {
        if (!Files.exists(file)) {
            return create(file, parts);
        }
        History found = read(file);
        if (!found.parts().equals(parts)) {
            throw new BadInputException("%s has the columns %s, this training writes %s; move the file away"
                    .formatted(file, found.parts(), parts));
        }
        List<Row> kept = found.rows().stream().filter(row -> row.step() <= step).toList();
        replace(file, new History(parts, kept));
        return new HistoryCsv(file, parts.size());
    }

    /**
     * Reads a file, at most 256 MiB. A last line without an end, which a killed training may leave, is not a row.
     *
     * @throws BadInputException where there is no file that can be read
     * @throws CorruptFileException for a file that is not such a history
     */
    public static History read(Path file) {
        String[] lines = text(file).split("\r?\n", -1);
        List<String> header = List.of(lines[0].split(",", -1));
        if (lines.length < 2
                || header.size() < FIXED.size()
                || !header.subList(0, FIXED.size()).equals(FIXED)) {
            throw new CorruptFileException("%s: the first line must begin with %s; it is no training history"
                    .formatted(file, String.join(",", FIXED)));
        }
        List<Row> rows = new ArrayList<>(lines.length);
        for (int i = 1; i < lines.length - 1; i++) {
            rows.add(row(file, i + 1, lines[i].split(",", -1), header.size()));
        }
        return new History(header.subList(FIXED.size(), header.size()), rows);
    }

    /** Adds a row, which is in the file when this returns. */
    public void append(Row row) {
        if (row.values().size() != parts) {
            throw new BadInputException("%s: a row must have %d values, had %d; give one a part"
                    .formatted(file, parts, row.values().size()));
        }
        try {
            // A single write: a reader sees the whole row or none of it.
            out.write(line(row).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    private static void replace(Path file, History history) {
        List<String> parts = history.parts();
        if (parts.size() > MAX_PARTS
                || new HashSet<>(parts).size() < parts.size()
                || !parts.stream().allMatch(PART.asMatchPredicate())) {
            throw new BadInputException("%s: the columns %s must be at most %d different names of the form %s"
                    .formatted(file, parts, MAX_PARTS, PART));
        }
        AtomicFiles.write(file, out -> {
            List<String> header = new ArrayList<>(FIXED);
            header.addAll(parts);
            out.write((String.join(",", header) + END).getBytes(StandardCharsets.UTF_8));
            for (Row row : history.rows()) {
                out.write(line(row).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static String line(Row row) {
        StringJoiner line = new StringJoiner(",", "", END);
        line.add(Long.toString(row.epoch())).add(Long.toString(row.step()));
        line.add(cell(row.seconds())).add(cell(row.imagesPerSecond())).add(cell(row.learningRate()));
        row.values().forEach(value -> line.add(cell(value)));
        return line.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static Row row(Path file, int line, String[] cells, int columns) {
        if (cells.length != columns) {
            throw new CorruptFileException("%s, line %d: %d cells, the header has %d; remove the line"
                    .formatted(file, line, cells.length, columns));
        }
        try {
            List<Double> values = new ArrayList<>(columns);
            for (int i = 2; i < columns; i++) {
                values.add(number(cells[i]));
            }
            return new Row(
                    Long.parseLong(cells[0]),
                    Long.parseLong(cells[1]),
                    values.get(0),
                    values.get(1),
                    values.get(2),
                    values.subList(3, values.size()));
        } catch (NumberFormatException e) {
            throw new CorruptFileException(
                    "%s, line %d: a cell is not a number; remove the line".formatted(file, line), e);
        }
    }

    private static String text(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new CorruptFileException("%s: %,d bytes, at most %,d are read; it is no training history"
                        .formatted(file, bytes, MAX_BYTES));
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read %s (%s); check the path and its permissions"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /**
     * A file's content.
     *
     * @param parts the names of the values of each row
     * @param rows in the order of the file
     */
    public record History(List<String> parts, List<Row> rows) {
        public History {
            parts = List.copyOf(parts);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A moment of a training.
     *
     * @param epoch from 1; 0 before the first step
     * @param step optimiser steps so far
     * @param seconds since the training began
     * @param values of the named parts, NaN where not measured
     */
    public record Row(
            long epoch, long step, double seconds, double imagesPerSecond, double learningRate, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }
    }
}
