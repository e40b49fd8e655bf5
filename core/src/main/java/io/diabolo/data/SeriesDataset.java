package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Windows [C, L] over the rows of a table: C numeric columns, L rows in order of time.
 *
 * <p>Windows start every {@link #stride} rows; the last one of a run ends with it, so that each row of a run that is long
 * enough is in a window. A run ends where there is a gap in time; no window straddles one.
 */
public final class SeriesDataset implements Dataset {

    private final TableDataset table;
    private final SeriesOptions cut;

    /** The first row of each run, rising; the first is 0. */
    private final int[] runs;

    private final int[] starts;
    private volatile @Nullable String hash;

    private SeriesDataset(TableDataset table, SeriesOptions cut, int[] runs, int[] starts) {
        this.table = table;
        this.cut = cut;
        this.runs = runs;
        this.starts = starts;
    }

    /**
     * Windows over all rows.
     *
     * @param runs the first row of each run, rising; the first is 0
     * @throws BadInputException if a window is longer than each run
     */
    static SeriesDataset of(TableDataset table, SeriesOptions cut, int[] runs) {
        return over(table, cut, runs, starts(cut, runs, 0, table.size()));
    }

    /**
     * The windows that lie within some rows; the first starts with them.
     *
     * @param from the first row
     * @param to behind the last row
     * @throws BadInputException if none fits in
     */
    SeriesDataset within(int from, int to) {
        return over(table, cut, runs, starts(cut, runs, from, to));
    }

    /** The first windows, at most {@code limit} of them. */
    SeriesDataset first(int limit) {
        return new SeriesDataset(table, cut, runs, Arrays.copyOf(starts, Math.min(starts.length, limit)));
    }

    private static SeriesDataset over(TableDataset table, SeriesOptions cut, int[] runs, int[] starts) {
        if (starts.length == 0) {
            throw tooLong(table, cut, runs);
        }
        return new SeriesDataset(table, cut, runs, starts);
    }

    private static BadInputException tooLong(TableDataset table, SeriesOptions cut, int[] runs) {
        int longest = 0;
        for (int run = 0; run < runs.length; run++) {
            longest = Math.max(longest, (run + 1 < runs.length ? runs[run + 1] : table.size()) - runs[run]);
        }
        if (cut.window() == 2) {
            return new BadInputException("%s: a series needs at least 2 rows without a gap in time, it has %,d"
                    .formatted(table.name(), longest));
        }
        return new BadInputException(
                "%s: a window of %,d rows is longer than the series of %,d%s: choose a shorter window"
                        .formatted(
                                table.name(),
                                cut.window(),
                                longest,
                                runs.length == 1 ? "" : ", the longest without a gap in time"));
    }

    private static int[] starts(SeriesOptions cut, int[] runs, int from, int to) {
        IntStream.Builder starts = IntStream.builder();
        for (int run = 0; run < runs.length; run++) {
            int first = Math.max(from, runs[run]);
            int last = Math.min(to, run + 1 < runs.length ? runs[run + 1] : to) - cut.window();
            for (long start = first; start <= last; start += cut.stride()) {
                starts.add((int) start);
            }
            if (first < last && (last - first) % cut.stride() != 0) {
                starts.add(last);
            }
        }
        return starts.build().toArray();
    }

    /** Whether the rows are divided into several runs. */
    boolean hasTimeGaps() {
        return runs.length > 1;
    }

    /** The first row of each run without a gap in time, rising; the first is 0. */
    public int[] runs() {
        return runs.clone();
    }

    /** The rows that windows are cut from: its columns are the channels, {@link #start} counts its rows. */
    public TableDataset table() {
        return table;
    }

    /** The row of {@link #table} that a window starts with. */
    public int start(int window) {
        return starts[window];
    }

    /** L, the rows of a window. */
    public int length() {
        return cut.window();
    }

    /** How many rows after a window the next one starts; the last window of a run may start earlier. */
    public int stride() {
        return cut.stride();
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public int size() {
        return starts.length;
    }

    @Override
    public SampleShape shape() {
        return SampleShape.series(table.columns().size(), cut.window());
    }

    @Override
    public boolean isBytes() {
        return false;
    }

    @Override
    public void gather(int[] windows, byte[] target) {
        table.gather(windows, target);
    }

    @Override
    public void gather(int[] windows, float[] target) {
        int channels = table.columns().size();
        int length = cut.window();
        float[] rows = new float[channels * length];
        for (int i = 0; i < windows.length; i++) {
            int start = starts[windows[i]];
            table.gather(PartSizes.range(start, start + length), rows);
            // [L, C] becomes [C, L].
            for (int k = 0; k < rows.length; k++) {
                target[i * rows.length + k % channels * length + k / channels] = rows[k];
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return table.hasGaps();
    }

    /** Windows have no labels. */
    @Override
    public int label(int window) {
        return NO_LABEL;
    }

    /** The first row of a window. */
    @Override
    public String itemName(int window) {
        return table.itemName(starts[window]);
    }

    @Override
    public String hash() {
        String known = hash;
        if (known == null) {
            DatasetHash digest = new DatasetHash(shape());
            digest.add(table.hash());
            Arrays.stream(starts).forEach(digest::add);
            known = digest.hex();
            hash = known;
        }
        return known;
    }
}
