package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a WFDB record: what its signal files hold.
 *
 * @param frequency samples a second
 * @param samples of each signal; 0 where the header does not say
 * @param signals in the order of the header
 * @source header(5) of the WFDB Applications Guide, PhysioNet
 */
record WfdbHeader(double frequency, int samples, List<Channel> signals) {

    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_SIGNALS = 256;
    private static final double USUAL_FREQUENCY = 250;
    private static final double USUAL_GAIN = 200;

    private static final Pattern GAIN = Pattern.compile("([-+.0-9eE]+)(?:\\((-?\\d+)\\))?(?:/(\\S+))?");
    /** The name of a file on every system, and not of another folder. */
    private static final Pattern FILE = Pattern.compile("[^./\\\\:*?\"<>|\\p{Cntrl}][^/\\\\:*?\"<>|\\p{Cntrl}]*");

    private static final Pattern FREQUENCY = Pattern.compile("([.0-9eE+]+)(?:/.*)?");

    WfdbHeader {
        signals = List.copyOf(signals);
    }

    /**
     * A signal.
     *
     * @param file its file, a name in the folder of the header
     * @param format 16 or 212
     * @param gain steps of the converter a unit
     * @param baseline the converter's value of 0
     * @param checksum the sum of all samples, modulo 65,536; null where the header does not say
     * @param name its description; {@code signal1} and so on where there is none
     */
    record Channel(
            String file,
            int format,
            double gain,
            int baseline,
            @Nullable Integer checksum,
            String name) {

        /** What a converter's value stands for. */
        double physical(int sample) {
            return (sample - baseline) / gain;
        }
    }

    /**
     * @throws CorruptFileException if it is no header, or contradicts itself
     * @throws UnsupportedFormatException for several segments, or signals that are stored in another way
     */
    static WfdbHeader read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new CorruptFileException(
                    "%s is larger than %,d bytes, which no header of a WFDB record is".formatted(file, MAX_BYTES));
        }
        List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new CorruptFileException(file + " is empty; the header of a WFDB record names its signals");
        }
        return new Reader(file).header(lines);
    }

    private record Reader(Path file) {

        WfdbHeader header(List<String> lines) {
            String[] record = lines.get(0).split("\\s+", -1);
            if (record.length < 2) {
                throw damaged("its first line must hold a name and the number of signals", lines.get(0));
            }
            if (record[0].contains("/")) {
                throw new UnsupportedFormatException(
                        file + ": a record of several segments is not read; give the header of one segment");
            }
            int count = number(record[1], "the number of signals");
            if (count < 1 || count > MAX_SIGNALS) {
                throw damaged("a record has 1 to %d signals".formatted(MAX_SIGNALS), record[1]);
            }
            if (lines.size() < 1 + count) {
                throw damaged("a line is missing for some of its %d signals".formatted(count), lines.get(0));
            }
            int samples = record.length > 3 ? number(record[3], "the number of samples") : 0;
            List<Channel> signals = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < count; i++) {
                Channel signal = signal(lines.get(1 + i), i + 1);
                if (!names.add(signal.name())) {
                    signal = new Channel(
                            signal.file(),
                            signal.format(),
                            signal.gain(),
                            signal.baseline(),
                            signal.checksum(),
                            signal.name() + " " + (i + 1));
                }
                signals.add(signal);
            }
            return new WfdbHeader(record.length > 2 ? frequency(record[2]) : USUAL_FREQUENCY, samples, signals);
        }

        private double frequency(String text) {
            Matcher matcher = FREQUENCY.matcher(text);
            double frequency = matcher.matches() ? real(matcher.group(1)) : Double.NaN;
            if (!(frequency > 0 && frequency < 1e12)) {
                throw damaged("the sampling frequency must be above 0", text);
            }
            return frequency;
        }

        private Channel signal(String line, int number) {
            String[] fields = line.split("\\s+", 9);
            if (fields.length < 2) {
                throw damaged("a signal's line must hold a file and a format", line);
            }
            if (!FILE.matcher(fields[0]).matches()) {
                throw damaged("the file of a signal must lie beside the header", fields[0]);
            }
            if (!fields[1].equals("16") && !fields[1].equals("212")) {
                throw new UnsupportedFormatException(
                        "%s: signals of format %s are not read; 16 and 212 are, without skew and offset"
                                .formatted(file, fields[1]));
            }
            int zero = fields.length > 4 ? number(fields[4], "the converter's zero") : 0;
            double gain = 0;
            int baseline = zero;
            if (fields.length > 2) {
                Matcher matcher = GAIN.matcher(fields[2]);
                if (!matcher.matches()) {
                    throw damaged("the gain must be a number", fields[2]);
                }
                gain = real(matcher.group(1));
                baseline = matcher.group(2) == null ? zero : number(matcher.group(2), "the baseline");
            }
            if (!Double.isFinite(gain)) {
                throw damaged("the gain must be a number", fields[2]);
            }
            return new Channel(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    gain == 0 ? USUAL_GAIN : gain,
                    baseline,
                    fields.length > 6 ? number(fields[6], "the checksum") : null,
                    fields.length > 8 && !fields[8].isBlank() ? fields[8].strip() : "signal" + number);
        }

        private int number(String text, String what) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new CorruptFileException(
                        "%s is no header of a WFDB record: %s must be a whole number, was '%s'"
                                .formatted(file, what, shown(text)),
                        e);
            }
        }

        private double real(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        private CorruptFileException damaged(String rule, String was) {
            return new CorruptFileException(
                    "%s is no header of a WFDB record: %s, was '%s'".formatted(file, rule, shown(was)));
        }

        private static String shown(String text) {
            return text.length() <= 60 ? text : text.substring(0, 60) + "...";
        }
    }

    /** @throws BadInputException where the name is not that of a header or of a signal file beside one */
    static Path headerOf(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".hea")) {
            return file;
        }
        Path header = file.resolveSibling(name.replaceFirst("\\.dat$", ".hea"));
        if (!Files.isRegularFile(header)) {
            throw new BadInputException(
                    "%s: there is no %s beside it, which says how the signals are stored; give a record with its header"
                            .formatted(file, header.getFileName()));
        }
        return header;
    }
}
