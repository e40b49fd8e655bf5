package io.diabolo.study;

import io.diabolo.data.Codes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Codes as a file would hold them: each unit rounded to one of {@code 2^bits} equally spaced levels between the smallest
 * and the largest value that training codes took, then all levels of the first unit, of the second and so on deflated
 * together.
 *
 * <p>The bytes are real ones of a general-purpose coder (DEFLATE, RFC 1951), not an estimate from an entropy.
 */
final class QuantizedCodes {

    private final Codes values;
    private final int bytes;

    private QuantizedCodes(Codes values, int bytes) {
        this.values = values;
        this.bytes = bytes;
    }

    /** Of the units of training codes [M, D]. */
    static List<RunResult.Range> ranges(Codes train) {
        List<RunResult.Range> ranges = new ArrayList<>();
        for (int d = 0; d < train.latent(); d++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < train.size(); row++) {
                low = Math.min(low, train.get(row, d));
                high = Math.max(high, train.get(row, d));
            }
            ranges.add(new RunResult.Range(low, high));
        }
        return ranges;
    }

    /**
     * Quantises codes; values beyond the training range become its nearest end.
     *
     * @param ranges of the D units
     * @param codes [N, D]
     * @param bits of a unit, 1 to 8
     */
    static QuantizedCodes of(List<RunResult.Range> ranges, Codes codes, int bits) {
        int latent = codes.latent();
        int levels = 1 << bits;
        byte[] packed = new byte[latent * codes.size()]; // [D, N]
        float[] values = new float[codes.size() * latent];
        for (int d = 0; d < latent; d++) {
            float low = ranges.get(d).low();
            double step = (ranges.get(d).high() - low) / (double) (levels - 1);
            for (int i = 0; i < codes.size(); i++) {
                long level = step > 0 ? Math.round((codes.get(i, d) - low) / step) : 0;
                long limited = Math.max(0, Math.min(levels - 1, level));
                packed[d * codes.size() + i] = (byte) limited;
                values[i * latent + d] = (float) (low + limited * step);
            }
        }
        return new QuantizedCodes(Codes.of(latent, values), deflated(packed));
    }

    /** What the decoder gets, [N, D]. */
    Codes values() {
        return values;
    }

    /** The size of all codes together. */
    int bytes() {
        return bytes;
    }

    private static int deflated(byte[] packed) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(packed);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        } finally {
            deflater.end();
        }
        return bytes.size();
    }
}
