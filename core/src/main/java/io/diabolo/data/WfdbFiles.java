package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.table.Table;
import io.diabolo.table.TableBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * WFDB records, as PhysioNet has them: a header {@code .hea} and signals of format 16 or 212. A record is a table: a column a
 * signal, in its physical unit, a row a sample; what was not recorded is missing.
 *
 * @source signal(5) of the WFDB Applications Guide, PhysioNet
 */
final class WfdbFiles {

    /** The values that stand for "not recorded". */
    private static final int MISSING_16 = -(1 << 15);

    private static final int MISSING_212 = -(1 << 11);

    private WfdbFiles() {}

    static boolean isRecord(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".hea") || name.endsWith(".dat");
    }

    /** @param format what a model takes; null where there is none */
    static Source read(String name, Path file, DataOptions options, @Nullable InputFormat format) throws IOException {
        Path header = WfdbHeader.headerOf(file);
        WfdbHeader record = WfdbHeader.read(header);
        double[][] values = values(header, record);
        TableBuilder builder = Table.builder(name);
        for (int i = 0; i < values.length; i++) {
            builder.numbers(record.signals().get(i).name(), values[i]);
        }
        TypedRows rows = TypedRows.of(builder.build(), Labels.none());
        rows.requireColumns(options.table());
        List<String> notes = List.of("%s: %d signals at %s samples a second"
                .formatted(
                        name, values.length, String.valueOf(record.frequency()).replaceFirst("\\.0$", "")));
        return TableSource.of(rows, new PartSizes(rows.size(), 0, 0), options, format, notes);
    }

    /** @return [signals][samples], NaN where nothing was recorded */
    private static double[][] values(Path header, WfdbHeader record) throws IOException {
        Map<String, List<Integer>> files = new LinkedHashMap<>();
        for (int i = 0; i < record.signals().size(); i++) {
            files.computeIfAbsent(record.signals().get(i).file(), file -> new ArrayList<>())
                    .add(i);
        }
        double[][] values = new double[record.signals().size()][];
        for (Map.Entry<String, List<Integer>> entry : files.entrySet()) {
            Path file = header.resolveSibling(entry.getKey());
            if (!Files.isRegularFile(file)) {
                throw new BadInputException(
                        "%s names the signal file %s, which is not beside it; copy both into one folder"
                                .formatted(header, entry.getKey()));
            }
            readFile(file, record, entry.getValue(), values);
        }
        int length = values[0].length;
        if (Arrays.stream(values).anyMatch(signal -> signal.length != length)) {
            throw new CorruptFileException("%s: its signal files differ in length".formatted(header));
        }
        return values;
    }

    /** @param signals which of the record's lie in this file, sample by sample side by side */
    private static void readFile(Path file, WfdbHeader record, List<Integer> signals, double[][] values)
            throws IOException {
        int format = record.signals().get(signals.get(0)).format();
        if (signals.stream().anyMatch(i -> record.signals().get(i).format() != format)) {
            throw new CorruptFileException("%s: its signals are of several formats".formatted(file));
        }
        long bytes = Files.size(file);
        long stored = format == 16 ? bytes / 2 : bytes / 3 * 2 + (bytes % 3 == 2 ? 1 : 0);
        long samples = record.samples() > 0 ? record.samples() : stored / signals.size();
        if (samples < 1 || samples * signals.size() > stored || samples > Integer.MAX_VALUE - 8) {
            throw new CorruptFileException(
                    "%s holds %,d bytes, too few for %,d samples of %d signals; it is cut off: copy it again"
                            .formatted(file, bytes, Math.max(1, samples), signals.size()));
        }
        int count = (int) samples;
        for (int signal : signals) {
            values[signal] = new double[count];
        }
        int[] sums = new int[signals.size()];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            Samples next = format == 16 ? () -> next16(in) : new Packed212(in);
            int missing = format == 16 ? MISSING_16 : MISSING_212;
            for (int t = 0; t < count; t++) {
                for (int k = 0; k < sums.length; k++) {
                    int sample = next.next();
                    sums[k] += sample;
                    values[signals.get(k)][t] = sample == missing
                            ? Double.NaN
                            : record.signals().get(signals.get(k)).physical(sample);
                }
            }
        }
        for (int k = 0; k < sums.length; k++) {
            Integer checksum = record.signals().get(signals.get(k)).checksum();
            if (record.samples() > 0 && checksum != null && (short) (checksum - sums[k]) != 0) {
                throw new CorruptFileException(
                        "%s: the samples of '%s' do not have the header's checksum; the file is damaged: copy it again"
                                .formatted(
                                        file,
                                        record.signals().get(signals.get(k)).name()));
            }
        }
    }

    private interface Samples {
        int next() throws IOException;
    }

    /** Two bytes, the low one first. */
    private static int next16(InputStream in) throws IOException {
        int low = in.read();
        return (short) (low | (in.read() << 8));
    }

    /** Two samples of 12 bits in three bytes: the second byte has the high bits of both. */
    private static final class Packed212 implements Samples {

        private final InputStream in;
        private int middle;
        private boolean second;

        Packed212(InputStream in) {
            this.in = in;
        }

        @Override
        public int next() throws IOException {
            second = !second;
            if (second) {
                int low = in.read();
                middle = in.read();
                return signed(low | ((middle & 0xf) << 8));
            }
            return signed(in.read() | ((middle & 0xf0) << 4));
        }

        private static int signed(int bits) {
            return (bits << 20) >> 20;
        }
    }
}
